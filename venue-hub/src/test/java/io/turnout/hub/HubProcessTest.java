package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.fences.OpenPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a process of its own: what it prints, and how it ends. */
final class HubProcessTest {
    private static final Map<String, String> ANY_PORT =
            Map.of(
                    "TURNOUT_HUB_HTTP_PORT", "0",
                    "TURNOUT_HUB_MQTT_PORT", "0",
                    "TURNOUT_HUB_UNITS_PORT", "0");

    @TempDir private Path folder;
    private final List<Process> processes = new ArrayList<>();

    private record Ended(int code, String out, String err) {}

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    @DisplayName("AT15 the hub listens at its three ports, here alone, and ends when told")
    void startsSaysSoAndStopsWhenTold() throws Exception {
        Process hub = launch(ANY_PORT, "--data", folder.toString());
        try (BufferedReader out = hub.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine())
                    .matches("Set up the first user: https://\\S+/setup\\?token=\\S+");
            assertThat(out.readLine())
                    .matches("Fingerprint of this hub: ([0-9A-F]{4} ){15}[0-9A-F]{4}");
            assertThat(out.readLine())
                    .matches("Turnout hub ready: https://127.0.0.1:\\d+ \\(mqtt \\d+, data .*\\)");
            assertThat(OpenPorts.of(hub.pid()))
                    .hasSize(3)
                    .allSatisfy(port -> assertThat(port).containsOnlyDigits());
            hub.toHandle().destroy(); // Process.destroy() would close the pipe under its reader
            assertThat(out.readLine()).isEqualTo("stopped");
        }
        assertThat(hub.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(hub.exitValue()).isZero();
    }

    @Test
    void reportsEveryFaultOfAConfigurationAtOnce() throws Exception {
        Path file = folder.resolve("hub.properties");
        Files.writeString(file, "htp.port=1\nmqtt.port=70000\n");
        Ended ended = run(Map.of("TURNOUT_HUB_PUBLIC_URL", "ftp://x"), "--config", file.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("htp.port", "http.port", "mqtt.port", "70000", "PUBLIC_URL", "data-dir");
    }

    @Test
    void saysThatAPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            Ended mqtt =
                    run(withAnyPort("TURNOUT_HUB_MQTT_PORT", port), "--data", folder.toString());
            assertThat(mqtt.code()).isEqualTo(3);
            assertThat(mqtt.err()).contains("MQTT", port, "mqtt.port");
            Ended http =
                    run(withAnyPort("TURNOUT_HUB_HTTP_PORT", port), "--data", folder.toString());
            assertThat(http.code()).isEqualTo(3);
            assertThat(http.err()).contains("Web pages", port, "http.port");
        }
    }

    @Test
    void isNotOpenToANetworkWithoutEncryption() throws Exception {
        Map<String, String> env = withAnyPort("TURNOUT_HUB_TLS", "off");
        env.put("TURNOUT_HUB_MQTT_HOST", "0.0.0.0");
        Ended ended = run(env, "--data", folder.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("tls: 'off' is for this machine alone", "127.0.0.1");
        env.put("TURNOUT_HUB_TLS", "on");
        env.put("TURNOUT_HUB_HTTP_HOST", "0.0.0.0");
        assertThat(run(env, "--data", folder.toString()).err()).contains("public-url: is missing");
    }

    @Test
    void saysThatItsDirectoryCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a directory");
        Ended ended = run(ANY_PORT, "--data", file.resolve("below").toString());
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains(file.toString(), "cannot be written", "--data");
        assertThat(ended.err().lines().filter(line -> !line.contains("WARNING"))).hasSize(1);
    }

    @Test
    void explainsItself() throws Exception {
        assertThat(run(Map.of(), "--print-config").out()).contains("http.port=8080", "#data-dir=");
        assertThat(run(Map.of(), "--help").out()).contains("--config", "--data");
        assertThat(run(Map.of(), "--version").out()).startsWith("Turnout hub ");
        assertThat(run(Map.of(), "--nonsense").code()).isEqualTo(2);
    }

    private static Map<String, String> withAnyPort(String key, String value) {
        Map<String, String> env = new HashMap<>(ANY_PORT);
        env.put(key, value);
        return env;
    }

    private Ended run(Map<String, String> env, String... args)
            throws IOException, InterruptedException {
        Process process = launch(env, args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(folder.resolve("err.log")));
    }

    private Process launch(Map<String, String> env, String... args) throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path", ""));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.add("io.turnout.hub.Hub");
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TURNOUT_"));
        builder.environment().putAll(env);
        builder.redirectError(folder.resolve("err.log").toFile());
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
