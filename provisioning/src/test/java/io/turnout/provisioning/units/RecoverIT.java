package io.turnout.provisioning.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.identity.Answer;
import io.turnout.gateway.identity.Identity;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.UnitId;
import io.turnout.provisioning.Provision;
import io.turnout.provisioning.bench.BacklogUnit;
import io.turnout.provisioning.enrolment.ProxiedHub;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The technician's commands at a real hub, and the unit's own program reading a card. */
final class RecoverIT {
    private static final UnitId UNIT = new UnitId("aula-left");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path GATEWAY =
            Path.of("..", "gateway-device", "target", "gateway-device.jar");

    @TempDir private Path folder;
    private ProxiedHub hub;
    private Path token;

    @BeforeEach
    void start() throws Exception {
        hub = ProxiedHub.start(folder.resolve("hub"));
        token = Files.writeString(folder.resolve("token"), hub.token());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName("U-6 what a dead unit had not delivered comes from its card, and counts once")
    void recoversFromACard() throws Exception {
        Path list =
                Files.writeString(folder.resolve("units.csv"), "name,room\n" + UNIT + ",Aula\n");
        Path tickets = folder.resolve("tickets");
        run("tickets", "--event", "ev", "--list", list, "--out", tickets);
        Path card = killed(tickets.resolve(UNIT + ".ticket"));
        assertThat(scans()).isEqualTo(3);

        Map<Path, String> before = content(card);
        assertThat(recover(card))
                .contains(
                        "aula-left: 8 scans on the card, 5 new at the hub, 3 there already, 0 lost");
        assertThat(scans()).isEqualTo(8);
        assertThat(recover(card)).contains("0 new at the hub, 8 there already");
        assertThat(scans()).isEqualTo(8);
        assertThat(content(card)).as("nothing is written to a card").isEqualTo(before);
        assertThat(hub.api().text("/events/ev/exports/completeness.csv"))
                .contains("aula-left,Aula,aula-left,retired,");
    }

    /** A unit that was replaced with scans undelivered, as it lay on the disk at that moment. */
    private Path killed(Path ticket) throws Exception {
        Path data = folder.resolve("unit");
        EnrolTicket text = EnrolTicket.parse(Files.readString(ticket));
        assertThat(Identity.enrol(data.resolve("identity"), text)).isInstanceOf(Answer.Good.class);
        Identity identity = Identity.open(data.resolve("identity")).orElseThrow();
        BacklogUnit.Wire wire = new BacklogUnit.Wire(Optional.of(identity::tls), _ -> {});
        Path journal = data.resolve("journal");
        try (BacklogUnit unit =
                BacklogUnit.enrolled(
                        journal, ProxiedHub.impatient(identity.enrolled().mqttUrl(), UNIT), wire)) {
            unit.start();
            unit.append(3);
            await().atMost(PATIENCE).until(() -> unit.journal().waiting() == 0);
            Path out = folder.resolve("new");
            run("replace", UNIT, "--by", "aula-spare", "--out", out);
            assertThat(out.resolve("aula-spare.ticket")).content().startsWith("turnout:1:");
            await().atMost(PATIENCE).until(() -> !unit.isOnline());
            unit.append(5);
            Path card = folder.resolve("card/var/lib/turnout-unit");
            copy(data, card);
            return folder.resolve("card");
        }
    }

    private String recover(Path card) {
        return run("recover", card, "--gateway-jar", GATEWAY);
    }

    /** One of the commands, as a technician calls it. */
    private String run(Object... words) {
        List<String> line = new ArrayList<>(Stream.of(words).map(Object::toString).toList());
        line.addAll(List.of("--hub", hub.hub().config().url(), "--token-file", token.toString()));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int code =
                Provision.commandLine()
                        .setOut(out)
                        .setErr(out)
                        .execute(line.toArray(String[]::new));
        assertThat(code).as("%s: %s", line, said).isZero();
        return said.toString();
    }

    /** Scans of that unit at the hub; each once, and none missing. */
    private long scans() throws SQLException {
        String database = "jdbc:sqlite:file:" + folder.resolve("hub/hub.db") + "?mode=ro";
        try (Connection connection = DriverManager.getConnection(database);
                Statement query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                "SELECT count(*), count(DISTINCT epoch), max(number) FROM scan"
                                        + " WHERE unit = 'aula-left'")) {
            assertThat(row.getInt(2)).isEqualTo(1);
            assertThat(row.getLong(3)).isEqualTo(row.getLong(1));
            return row.getLong(1);
        }
    }

    private static Map<Path, String> content(Path folder) throws IOException {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                content.put(file, Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }
}
