package io.turnout.provisioning.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a technician's card gets, and what it is spared. */
final class CardCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TICKET =
            "turnout:1:10.0.0.5:8443:0Hk1v6Yw8XG1v0m3kqkB0m2m8Zr3dQ7yV5n6c4b1a2s"
                    + ":Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF";
    private static final String SOURCE = "deb https://packages.example.org trixie main";

    /** What the documentation of cloud-init 25 allows in a file to be written. */
    private static final Set<String> FILE_KEYS =
            Set.of("path", "owner", "permissions", "content", "encoding", "append", "defer");

    @TempDir private Path folder;
    private Path card;
    private Path ticket;
    private final StringWriter said = new StringWriter();

    /** As the image of Raspberry Pi OS has it. */
    @BeforeEach
    void freshCard() throws IOException {
        card = Files.createDirectory(folder.resolve("bootfs"));
        Files.writeString(card.resolve("config.txt"), "arm_64bit=1\n");
        Files.writeString(card.resolve("cmdline.txt"), "console=tty1 rootwait\n");
        Files.writeString(card.resolve("kernel8.img"), "");
        Files.writeString(
                card.resolve("user-data"), "#cloud-config\n\n# examples\n#users:\n#- pi\n");
        Files.writeString(card.resolve("network-config"), "# examples\n#network:\n");
        Files.writeString(
                card.resolve("meta-data"),
                "# see the documentation\ndsmode: local\ninstance_id: rpios-image\n");
        ticket = Files.writeString(folder.resolve("aula.left.ticket"), TICKET + "\n");
    }

    @Test
    @DisplayName("U-5 a fresh card gets a network, the packages and a ticket that root alone reads")
    void writesWhatAFreshCardNeeds() throws IOException {
        Path wifi =
                Files.writeString(
                        folder.resolve("wifi"), "ssid=IEEE\npassword=password\ncountry=DE\n");
        assertThat(run("--source", SOURCE, "--wifi", wifi.toString())).isZero();
        assertThat(said.toString()).contains("Good", "aula-left", "10.0.0.5:8443", "D079 35BF");
        assertThat(card.resolve("turnout/ticket")).content().isEqualTo(TICKET + "\n");
        JsonNode user = read("user-data");
        assertThat(user.path("hostname").asText()).isEqualTo("aula-left");
        assertThat(user.path("users")).as("nobody may sign in").isEmpty();
        assertThat(user.at("/apt/sources/turnout.list/source").asText()).isEqualTo(SOURCE);
        assertThat(commands(user))
                .startsWith(
                        "install -D -m 0600 /boot/firmware/turnout/ticket /etc/turnout/ticket",
                        "shred --remove /boot/firmware/turnout/ticket");
        JsonNode radio = read("network-config").at("/network/wifis/wlan0");
        assertThat(radio.at("/access-points/IEEE/password").asText())
                .isEqualTo("f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e");
        assertThat(radio.path("regulatory-domain").asText()).isEqualTo("DE");
        assertThat(read("meta-data").path("instance-id").asText()).startsWith("turnout-");
        assertThat(secretsIn("user-data", "network-config", "meta-data", "turnout/card.json"))
                .doesNotContain("Zm9vYmFy", ": \"password\"");
    }

    @Test
    @DisplayName(
            "U-5 the packages may come along on the card, and are tried again without a network")
    void bringsPackagesAlong() throws Exception {
        Path deb = Files.writeString(folder.resolve("turnout-gateway.deb"), "!<arch>");
        Path key = Files.writeString(folder.resolve("id.pub"), "ssh-ed25519 AAAA tech\n");
        assertThat(run("--package", deb.toString(), "--ssh-key", key.toString())).isZero();
        assertThat(card.resolve("turnout/turnout-gateway.deb")).content().isEqualTo("!<arch>");
        JsonNode user = read("user-data");
        assertThat(user.at("/users/0/ssh_authorized_keys/0").asText())
                .isEqualTo("ssh-ed25519 AAAA tech");
        for (JsonNode file : user.path("write_files")) {
            assertThat(FILE_KEYS)
                    .containsAll(file.properties().stream().map(e -> e.getKey()).toList());
            assertThat(file.path("permissions").asText()).matches("0[0-7]{3}");
        }
        String script = user.at("/write_files/0/content").asText();
        assertThat(script)
                .contains("install --yes", "/boot/firmware/turnout/*.deb", "turnout-enrol");
        Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
        try (var in = shell.outputWriter()) {
            in.write(script);
        }
        assertThat(shell.waitFor()).as("a shell understands it").isZero();
        assertThat(user.at("/write_files/1/content").asText())
                .contains("Restart=on-failure", "ConditionPathExists=!/usr/bin/gateway-device");
        assertThat(commands(user)).contains("systemctl enable --now ssh");
    }

    @Test
    void whatAPersonCallsANetworkIsNeverASetting() throws IOException {
        Path wifi =
                Files.writeString(
                        folder.resolve("wifi"),
                        "ssid=a\\\": {x: y}\n# z\npassword=12345678\ncountry=DE\n");
        assertThat(run("--source", SOURCE, "--wifi", wifi.toString())).isZero();
        assertThat(read("network-config").at("/network/wifis/wlan0/access-points").properties())
                .singleElement()
                .satisfies(point -> assertThat(point.getKey()).isEqualTo("a\\\": {x: y}"));
    }

    @Test
    void refusesAFolderThatIsNoBootPartition() throws IOException {
        Files.delete(card.resolve("kernel8.img"));
        assertThat(run("--source", SOURCE)).isEqualTo(3);
        assertThat(said.toString()).contains("no boot partition of Raspberry Pi OS", "bootfs");
        assertThat(card.resolve("turnout")).doesNotExist();
    }

    @Test
    void leavesSettingsOfOthersAlone() throws IOException {
        String theirs = "#cloud-config\nhostname: kitchen\n";
        Files.writeString(card.resolve("user-data"), theirs);
        assertThat(run("--source", SOURCE)).isEqualTo(3);
        assertThat(said.toString()).contains("user-data on this card are not Turnout's");
        assertThat(card.resolve("user-data")).content().isEqualTo(theirs);
        assertThat(card.resolve("turnout")).doesNotExist();
        assertThat(run("--source", SOURCE, "--replace")).isZero();
        assertThat(run("--source", SOURCE)).as("its own settings").isZero();
    }

    @Test
    void tellsACardThatIsNotWhatWasWritten() throws IOException {
        assertThat(run("--check", "--json")).isEqualTo(4);
        assertThat(run("--source", SOURCE)).isZero();
        assertThat(run("--check")).isZero();
        Files.writeString(card.resolve("network-config"), "{}");
        Files.delete(card.resolve("turnout/ticket"));
        said.getBuffer().setLength(0);
        assertThat(run("--check", "--json")).isEqualTo(4);
        JsonNode answer = JSON.readTree(said.toString());
        assertThat(answer.path("good").asBoolean()).isFalse();
        assertThat(answer.path("why").asText())
                .contains("network-config is damaged or was changed", "turnout/ticket is missing");
    }

    @Test
    void refusesWhatIsNoTicketAndAWirelessNetworkThatCannotBe() throws IOException {
        Files.writeString(ticket, "hello");
        assertThat(run("--source", SOURCE)).isEqualTo(3);
        assertThat(said.toString()).contains("That is no ticket");
        Files.writeString(ticket, TICKET);
        Path wifi = Files.writeString(folder.resolve("wifi"), "ssid=x\npassword=short\n");
        assertThat(run("--source", SOURCE, "--wifi", wifi.toString())).isEqualTo(3);
        assertThat(said.toString()).contains("8 to 63").doesNotContain("short");
        assertThat(run()).as("no program for the unit").isEqualTo(2);
    }

    private int run(String... options) {
        List<String> line = new ArrayList<>(List.of(options));
        line.addAll(List.of("--ticket", ticket.toString(), card.toString()));
        PrintWriter out = new PrintWriter(said, true);
        return new CommandLine(new CardCommand())
                .setOut(out)
                .setErr(out)
                .execute(line.toArray(String[]::new));
    }

    private JsonNode read(String file) throws IOException {
        String text = Files.readString(card.resolve(file));
        return JSON.readTree(
                text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining("\n")));
    }

    private String secretsIn(String... files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : files) {
            all.append(Files.readString(card.resolve(file)));
        }
        return all.toString();
    }

    private static List<String> commands(JsonNode user) {
        List<String> commands = new ArrayList<>();
        for (JsonNode command : user.path("runcmd")) {
            List<String> words = new ArrayList<>();
            command.forEach(word -> words.add(word.asText()));
            commands.add(String.join(" ", words));
        }
        return commands;
    }
}
