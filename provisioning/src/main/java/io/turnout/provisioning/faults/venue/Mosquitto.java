package io.turnout.provisioning.faults.venue;

import io.turnout.protocol.message.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A broker apart from the hub, set up as operations.md has it. It saves what it holds every three
 * seconds, so that after a kill it says what was true a while ago.
 */
final class Mosquitto {
    private static final int LARGEST = 600_000;

    private final Path folder;
    private final int port;
    private final String site;

    Mosquitto(Path folder, int port, String site) {
        this.folder = folder;
        this.port = port;
        this.site = site;
    }

    static boolean isThere() {
        return Tool.find("mosquitto").isPresent() && Tool.find("mosquitto_passwd").isPresent();
    }

    /** Writes its files; does not start it. */
    Machine prepare(Map<String, String> secrets, Path log) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path passwords = folder.resolve("passwords");
        Files.deleteIfExists(passwords);
        Files.createFile(passwords);
        for (Map.Entry<String, String> each : secrets.entrySet()) {
            Tool.run(tool(), "-b", passwords.toString(), each.getKey(), each.getValue());
        }
        Path rules = Files.write(folder.resolve("rules"), rules());
        Path config =
                Files.write(
                        folder.resolve("mosquitto.conf"),
                        List.of(
                                "listener " + port + " 127.0.0.1",
                                "user " + System.getProperty("user.name"),
                                "allow_anonymous false",
                                "password_file " + passwords,
                                "acl_file " + rules,
                                "use_username_as_clientid true",
                                "message_size_limit " + LARGEST,
                                "persistence true",
                                "persistence_location " + data + "/",
                                "autosave_interval 3"));
        String program = Tool.find("mosquitto").orElseThrow().toString();
        List<String> command = List.of(program, "-c", config.toString());
        return new Machine(new Machine.Start("broker", command, Map.of(), log));
    }

    /** All that it stores is gone; only while it is down. */
    void wipe() throws IOException {
        try (var files = Files.newDirectoryStream(folder.resolve("data"))) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static String tool() {
        return Tool.find("mosquitto_passwd").orElseThrow().toString();
    }

    /** A unit writes what it has to say, and reads what is said to it. */
    private List<String> rules() {
        List<String> rules = new ArrayList<>();
        rules.add("user hub");
        rules.add("topic readwrite turnout/1/" + site + "/#");
        for (Topics.Kind kind : Topics.Kind.values()) {
            String access = kind.fromUnit() ? "write" : "read";
            String topic = new Topics(site).all(kind).replaceFirst("\\+", "%u");
            rules.add("pattern " + access + " " + topic);
        }
        return rules;
    }
}
