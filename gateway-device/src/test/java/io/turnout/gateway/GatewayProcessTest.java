package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.fences.OpenPorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayProcessTest {
    private static final Pattern READY =
            Pattern.compile(
                    "Turnout unit door-1 ready: panel (http://127\\.0\\.0\\.1:[0-9]+) \\(room not known yet, data .*\\)");

    @TempDir private Path folder;

    @Test
    @DisplayName(
            "AT15 a unit listens at its panel's port, here alone; it decides, and stops cleanly")
    void servesItsPanelDecidesAndStopsCleanly() throws Exception {
        try (UnitProcess unit = startUnit()) {
            String panel = ready(unit);
            HttpResponse<String> page = UnitProcess.get(panel + "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<html lang=\"en\">").contains("Out of order");
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'");
            assertThat(UnitProcess.get(panel + "/", "Accept-Language", "de-CH, de;q=0.9").body())
                    .contains("<html lang=\"de\">")
                    .contains("Außer Betrieb");
            assertThat(UnitProcess.get(panel + "/static/panel.css").statusCode()).isEqualTo(200);

            HttpResponse<String> scan = UnitProcess.post(panel + "/scan", "text=F0S00000001X");
            assertThat(scan.body()).contains("\"state\":\"out-of-order\"");
            assertThat(UnitProcess.get(panel + "/state").body()).contains("\"queue\":1");

            assertThat(OpenPorts.of(unit.pid()))
                    .containsExactly(panel.substring(panel.lastIndexOf(':') + 1));

            unit.terminate();
            assertThat(unit.nextLine()).isEqualTo("stopped");
            assertThat(unit.exitCode()).isZero();
        }
    }

    @Test
    void keepsItsScansOverARestart() throws Exception {
        try (UnitProcess unit = startUnit()) {
            UnitProcess.post(ready(unit) + "/scan", "text=anything");
        }
        try (UnitProcess unit = startUnit()) {
            assertThat(UnitProcess.get(ready(unit) + "/state").body()).contains("\"queue\":1");
        }
    }

    @Test
    void refusesPagesOfOthers() throws Exception {
        try (UnitProcess unit = startUnit()) {
            String panel = ready(unit);
            assertThat(
                            UnitProcess.post(
                                            panel + "/scan",
                                            "text=x",
                                            "Origin",
                                            "https://evil.example")
                                    .statusCode())
                    .isEqualTo(403);
            assertThat(
                            UnitProcess.post(
                                            panel + "/scan",
                                            "text=x",
                                            "Sec-Fetch-Site",
                                            "cross-site")
                                    .statusCode())
                    .isEqualTo(403);
            assertThat(UnitProcess.post(panel + "/mode", "mode=sideways").statusCode())
                    .isEqualTo(400);
            assertThat(UnitProcess.post(panel + "/frame?width=9&height=9", "short").statusCode())
                    .isEqualTo(400);
            assertThat(UnitProcess.post(panel + "/mode", "mode=out").body())
                    .contains("\"mode\":\"out\"");
            assertThat(UnitProcess.get(panel + "/state").body()).contains("\"queue\":0");
        }
    }

    @Test
    void saysWhichPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = UnitProcess.config(folder, "panel.port=" + taken.getLocalPort());
            try (UnitProcess unit = start(config)) {
                assertThat(unit.exitCode()).isEqualTo(3);
                assertThat(unit.errors())
                        .contains("port " + taken.getLocalPort())
                        .contains("panel.port");
            }
        }
    }

    @Test
    void saysWhichFolderItCannotWrite() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Path config = UnitProcess.config(folder);
        try (UnitProcess unit =
                UnitProcess.start(
                        folder, "--config", config.toString(), "--data", file + "/data")) {
            assertThat(unit.exitCode()).isEqualTo(3);
            assertThat(unit.errors()).contains(file + "/data").contains("may write to");
        }
    }

    @Test
    @DisplayName("U-1 a unit without USB, or without a scanner, works and says so")
    void startsWithoutAScannerAndSaysSo() throws Exception {
        Path config = UnitProcess.config(folder, "reader=usb", "reader.usb.in=99-1");
        try (UnitProcess unit = start(config)) {
            String panel = ready(unit);
            await().untilAsserted(() ->
                    assertThat(unit.errors())
                            .containsPattern(
                                    "usb: (this machine has no USB|no scanner \\(99-1\\))"));
            assertThat(UnitProcess.get(panel + "/state").statusCode()).isEqualTo(200);
            unit.terminate();
            assertThat(unit.nextLine()).isEqualTo("stopped");
            assertThat(unit.exitCode()).isZero();
        }
    }

    @Test
    void doesNotShareItsFolder() throws Exception {
        try (UnitProcess first = startUnit()) {
            ready(first);
            try (UnitProcess second = startUnit()) {
                assertThat(second.exitCode()).isEqualTo(3);
                assertThat(second.errors()).contains("in use by another unit's process");
            }
        }
    }

    @Test
    void doesNotUseASecretThatOthersCanRead() throws Exception {
        Path config = UnitProcess.config(folder);
        Files.setPosixFilePermissions(
                folder.resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));
        try (UnitProcess unit = start(config)) {
            assertThat(unit.exitCode()).isEqualTo(3);
            assertThat(unit.errors()).contains("chmod 600");
        }
    }

    @Test
    void reportsEveryFaultOfItsConfigurationAtOnce() throws Exception {
        Path config = UnitProcess.config(folder, "panel.port=many", "raeder=camera", "mode=up");
        try (UnitProcess unit = start(config)) {
            assertThat(unit.exitCode()).isEqualTo(2);
            assertThat(unit.errors())
                    .contains("panel.port: 'many'")
                    .contains("raeder: there is no such key; did you mean reader?")
                    .contains("mode: 'up'");
        }
    }

    @Test
    void explainsItself() throws Exception {
        for (String option : new String[] {"--help", "--version", "--print-config"}) {
            try (UnitProcess unit = UnitProcess.start(folder, option)) {
                assertThat(unit.nextLine()).isNotEmpty();
                assertThat(unit.exitCode()).isZero();
            }
        }
        try (UnitProcess unit = UnitProcess.start(folder, "--no-such-option")) {
            assertThat(unit.exitCode()).isEqualTo(2);
        }
    }

    private UnitProcess startUnit() throws Exception {
        return start(UnitProcess.config(folder));
    }

    private UnitProcess start(Path config) throws Exception {
        return UnitProcess.start(
                folder, "--config", config.toString(), "--data", folder.resolve("data").toString());
    }

    private static String ready(UnitProcess unit) throws Exception {
        String line = unit.nextLine();
        Matcher matcher = READY.matcher(line);
        assertThat(matcher.matches()).as(line + unit.errors()).isTrue();
        return matcher.group(1);
    }
}
