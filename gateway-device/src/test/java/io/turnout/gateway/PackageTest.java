package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.settings.Key;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the Debian package brings fits the program, and its parts fit one another. */
final class PackageTest {
    private static final Path PACKAGED = Path.of("src", "deb");
    private static final Path SYSTEMD = Path.of("..", "systemd");
    private static final Pattern DELIVERED = Pattern.compile("<(?:dst|prefix)>(/[^<]+)</");
    private static final Pattern TRAINING =
            Pattern.compile("<deb\\.training>([^<]+)</deb\\.training>");
    private static final Pattern OWN_FILE =
            Pattern.compile("(?:/usr/bin/gateway|/etc/turnout/unit\\.p)[a-z.-]+");

    /** What an enrolment says. */
    private static final Map<String, String> ENROLLED =
            Map.of(
                    "unit", "door-1",
                    "hub.list-key", GatewayConfigTest.KEY,
                    "mqtt.url", "ssl://hub:1883");

    @Test
    void anEnrolledUnitStartsWithTheConfigurationAsInstalled() throws IOException {
        Map<String, String> all = new HashMap<>(ENROLLED);
        all.putAll(installed());
        GatewayConfig.Read read = GatewayConfig.read(Map.of(), all, Map.of());
        assertThat(read).isInstanceOf(GatewayConfig.Read.Good.class);
    }

    @Test
    void theServiceMayWriteWhereTheConfigurationSaysAndWaitsForTheEnrolmentThere()
            throws IOException {
        String data = installed().getOrDefault("data-dir", "");
        assertThat(service())
                .contains("StateDirectory=" + Path.of(data).getFileName())
                .contains("ConditionPathExists=|" + DataDir.identity(Path.of(data)) + "/identity");
    }

    @Test
    void whatTheServiceStartsIsInThePackage() throws IOException {
        assertThat(all(OWN_FILE, service(), 0)).hasSize(2).isSubsetOf(all(DELIVERED, pom(), 1));
    }

    @Test
    @DisplayName("U-5 a unit that has no network yet enrols when it gets one, and starts by itself")
    void aTicketIsBroughtAgainUntilTheHubAnswers() throws IOException {
        String enrol = Files.readString(SYSTEMD.resolve("turnout-enrol.service"));
        String data = installed().getOrDefault("data-dir", "");
        assertThat(enrol)
                .contains("ExecStart=/usr/bin/gateway-device enroll --data " + data + "\n")
                .contains("StateDirectory=" + Path.of(data).getFileName() + "\n")
                .contains("ConditionPathExists=/etc/turnout/ticket\n", "Restart=on-failure\n")
                .contains("OnSuccess=turnout-gateway.service\n")
                .contains("RestartPreventExitStatus=2 4\n");
        assertThat(all(DELIVERED, pom(), 1))
                .contains("/usr/lib/systemd/system/turnout-enrol.service");
    }

    @Test
    void theStartThatMakesTheCacheIsGivenAllThatAUnitNeeds() throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String training : all(TRAINING, pom(), 1)) {
            for (String each : training.split("[ \n]+", -1)) {
                int equals = each.indexOf('=');
                environment.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        GatewayConfig.Read read =
                GatewayConfig.read(Map.of("data-dir", "data"), Map.of(), environment);
        assertThat(read).isInstanceOf(GatewayConfig.Read.Good.class);
    }

    @Test
    void keysThatAreOnlyNamedExistToo() throws IOException {
        List<String> known = GatewayConfig.KEYS.stream().map(Key::name).toList();
        String text = Files.readString(PACKAGED.resolve("unit.properties"));
        assertThat(all(Pattern.compile("(?m)^#?([a-z.-]+)="), text, 1)).isSubsetOf(known);
    }

    private static Map<String, String> installed() throws IOException {
        try (Reader reader = Files.newBufferedReader(PACKAGED.resolve("unit.properties"))) {
            return Gateway.texts(reader);
        }
    }

    private static String service() throws IOException {
        return Files.readString(SYSTEMD.resolve("turnout-gateway.service"));
    }

    private static String pom() throws IOException {
        return Files.readString(Path.of("pom.xml"));
    }

    private static List<String> all(Pattern pattern, String text, int group) {
        Stream<MatchResult> found = pattern.matcher(text).results();
        return found.map(match -> match.group(group)).toList();
    }
}
