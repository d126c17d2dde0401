package io.turnout.hub.broker;

import io.turnout.protocol.message.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A broker that is not ours, with passwords and rules as operations.md has them. */
final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port = FreePort.find();
    private Process process;

    private Mosquitto(Path folder, Map<String, String> secrets)
            throws IOException, InterruptedException {
        this.folder = folder;
        for (Map.Entry<String, String> each : secrets.entrySet()) {
            addUser(each.getKey(), each.getValue());
        }
        Files.write(folder.resolve("rules"), rules());
        Files.write(
                folder.resolve("mosquitto.conf"),
                List.of(
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous false",
                        "user " + System.getProperty("user.name"),
                        "password_file " + folder.resolve("passwords"),
                        "acl_file " + folder.resolve("rules"),
                        "use_username_as_clientid true",
                        "message_size_limit 600000"));
        this.process = launch();
    }

    /** Starts one; does not wait. */
    static Mosquitto start(Path folder, Map<String, String> secrets)
            throws IOException, InterruptedException {
        return new Mosquitto(folder, secrets);
    }

    static Optional<Path> program(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    int port() {
        return port;
    }

    void killAndStartAgain() throws IOException {
        process.destroyForcibly().onExit().join();
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void addUser(String user, String secret) throws IOException, InterruptedException {
        Path passwords = folder.resolve("passwords");
        if (!Files.exists(passwords)) {
            Files.createFile(passwords);
        }
        Process tool =
                new ProcessBuilder(
                                program("mosquitto_passwd").orElseThrow().toString(),
                                "-b",
                                passwords.toString(),
                                user,
                                secret)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException("mosquitto_passwd: " + said);
        }
    }

    private static List<String> rules() {
        List<String> rules = new ArrayList<>();
        rules.add("user hub");
        rules.add("topic readwrite turnout/1/venue/#");
        for (Topics.Kind kind : Topics.Kind.values()) {
            String access = kind.fromUnit() ? "write" : "read";
            String topic = new Topics("venue").all(kind).replaceFirst("\\+", "%u");
            rules.add("pattern " + access + " " + topic);
        }
        return rules;
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        program("mosquitto").orElseThrow().toString(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
    }
}
