package io.turnout.hub.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.commands.CommandRow.State;
import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandDeskTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final UnitId U1 = new UnitId("u1");
    private static final UnitId U2 = new UnitId("u2");

    private final MessageCodec codec = new MessageCodec();
    private final List<Command> said = new ArrayList<>();
    private Instant now = NOON;
    private boolean linked = true;
    private Database database;
    private ListKey key;
    private CommandDesk desk;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        key = ListKey.open(Files.createDirectory(folder.resolve("keys")));
    }

    @BeforeEach
    void start() {
        database.change(handle -> {
            handle.execute("DELETE FROM unit_command");
            handle.execute("DELETE FROM audit");
            handle.execute("UPDATE unit SET status = 'never-seen', heard_ms = 0, info = ''");
        });
        said.clear();
        now = NOON;
        linked = true;
        desk =
                new CommandDesk(
                        new CommandDesk.Ground(database, new Audit(() -> now), key, () -> now),
                        new CommandDesk.Outlets(this::publish, _ -> {}));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    @DisplayName(
            "U-7 a command is signed for its unit and boot, good for a minute of its own clock")
    void saysACommand() {
        heard(U1, "d1");
        passes(Duration.ofSeconds(7));
        give(Order.IDENTIFY, U1, "");
        desk.round();
        Command command = said.getFirst();
        assertThat(command.what()).isEqualTo("identify");
        assertThat(command.boot()).isEqualTo("b00t");
        assertThat(command.untilMonotonicMillis()).isEqualTo(50_000 + 7_000 + 60_000);
        assertThat(signed(U1, command)).isTrue();
        assertThat(signed(U2, command)).isFalse();
        assertThat(states()).containsExactly(State.SENT);
        answer(U1, CommandResult.done(command.serial()));
        assertThat(states()).containsExactly(State.DONE);
        assertThat(audit()).containsExactly("command unit: identify", "end command: identify done");
    }

    @Test
    void saysItAgainUntilItIsAnswered() {
        heard(U1, "d1");
        give(Order.RESYNC, U1, "3");
        desk.round();
        desk.round();
        assertThat(said).hasSize(1);
        passes(Duration.ofSeconds(20));
        desk.round();
        assertThat(said).hasSize(2);
        assertThat(said.get(1).serial()).isEqualTo(said.get(0).serial());
        answer(U1, CommandResult.taken(said.getFirst().serial()));
        assertThat(states()).containsExactly(State.TAKEN);
        answer(U1, CommandResult.done(said.getFirst().serial()));
        passes(Duration.ofSeconds(60));
        heard(U1, "d1");
        desk.round();
        assertThat(said).hasSize(2);
    }

    @Test
    void saysTheSecondOnceTheFirstIsAnswered() {
        heard(U1, "d1");
        give(Order.IDENTIFY, U1, "");
        give(Order.RESTART, U1, "");
        desk.round();
        assertThat(said).extracting(Command::what).containsExactly("identify");
        answer(U1, CommandResult.refused(said.getFirst().serial(), "no-lights"));
        assertThat(said).extracting(Command::what).containsExactly("identify", "restart");
        assertThat(said.get(1).serial()).isGreaterThan(said.get(0).serial());
        assertThat(desk.recent("e1"))
                .filteredOn(row -> row.order() == Order.IDENTIFY)
                .extracting(CommandRow::why)
                .containsExactly("no-lights");
    }

    @Test
    @DisplayName("U-7 a silent unit is told when it is heard; what came too late never reaches it")
    void waitsForASilentUnit() {
        give(Order.RESYNC, U1, "3");
        give(Order.IDENTIFY, U2, "");
        desk.round();
        assertThat(said).isEmpty();
        passes(Duration.ofMinutes(3));
        heard(U1, "d1");
        heard(U2, "d2");
        desk.round();
        assertThat(said).extracting(Command::what).containsExactly("resync");
        assertThat(row(U2).said()).isEqualTo("expired-unsent");
        passes(Duration.ofMinutes(30));
        desk.round();
        assertThat(row(U1).said()).isEqualTo("expired");
        answer(U1, CommandResult.done(row(U1).serial()));
        assertThat(row(U1).state()).as("what is closed stays closed").isEqualTo(State.EXPIRED);
    }

    @Test
    void countsAsSentOnlyWhatTheBrokerTook() {
        linked = false;
        heard(U1, "d1");
        give(Order.RESTART, U1, "");
        desk.round();
        assertThat(states()).containsExactly(State.WAITING);
        linked = true;
        desk.round();
        assertThat(states()).containsExactly(State.SENT);
    }

    @Test
    @DisplayName("AT5 nobody answers for another unit, or before it was told")
    void believesNoAnswerOfOthers() {
        CommandRow given = give(Order.RESTART, U1, "");
        answer(U1, CommandResult.done(given.serial()));
        assertThat(states()).containsExactly(State.WAITING);
        heard(U1, "d1");
        desk.round();
        answer(U2, CommandResult.done(given.serial()));
        assertThat(states()).containsExactly(State.SENT);
        desk.receive(U1, "{\"serial\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(desk.counts().malformed()).isEqualTo(1);
    }

    @Test
    @DisplayName("U-7 a move is done once the unit says that it stands there")
    void movesByItsList() {
        heard(U1, "d1");
        give(Order.MOVE, U1, "d2");
        desk.round();
        assertThat(said).isEmpty();
        assertThat(states()).containsExactly(State.WAITING);
        heard(U1, "d2");
        desk.round();
        assertThat(states()).containsExactly(State.DONE);
    }

    @Test
    void namesNoCommandTwiceThoughItsClockIsSetBack() {
        CommandRow first = give(Order.IDENTIFY, U1, "");
        now = NOON.minusSeconds(3_600);
        assertThat(give(Order.IDENTIFY, U1, "").serial()).isGreaterThan(first.serial());
    }

    private boolean publish(UnitId unit, byte[] payload) {
        try {
            if (linked) {
                said.add(codec.read(payload, Command.class));
            }
            return linked;
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    private CommandRow give(Order order, UnitId unit, String detail) {
        return desk.give(order, List.of(new CommandDesk.Told(unit, detail)), "tom").getFirst();
    }

    private void answer(UnitId unit, CommandResult result) {
        desk.receive(unit, codec.write(result));
        desk.round();
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    private List<State> states() {
        return desk.recent("e1").stream().map(CommandRow::state).toList();
    }

    private CommandRow row(UnitId unit) {
        return desk.recent("e1").stream()
                .filter(row -> row.unit().equals(unit.value()))
                .findFirst()
                .orElseThrow();
    }

    private boolean signed(UnitId unit, Command command) {
        return Ed25519.verify(
                Base64.getDecoder().decode(key.publicKey()),
                command.signedContent(unit).getBytes(StandardCharsets.UTF_8),
                Base64.getDecoder().decode(command.signature()));
    }

    private List<String> audit() {
        return database.read(handle ->
                handle.createQuery("SELECT what, detail FROM audit ORDER BY seq")
                        .map((row, _) -> row.getString(1) + ": " + row.getString(2))
                        .list());
    }

    /** Its own clock is an hour fast, which must not matter. */
    private void heard(UnitId unit, String door) {
        UnitInfo info =
                new UnitInfo(
                        "0.1.0",
                        "b00t",
                        now,
                        now.plusSeconds(3_600),
                        new RoomId("r1"),
                        new DoorId(door),
                        new JournalEpoch("4ZQ8N1TB2K6W0XCY5RDM3HVGJE"),
                        Optional.empty(),
                        0,
                        0,
                        1,
                        Optional.empty(),
                        ClockQuality.UNSET,
                        "ready",
                        "ready",
                        Optional.of(new UnitTime(50_000, "none", Optional.empty())),
                        Optional.empty());
        String json = new String(codec.write(info), StandardCharsets.UTF_8);
        database.change(handle ->
                handle.execute(
                        "UPDATE unit SET status = 'ready', heard_ms = ?, clock_ms = 3600000,"
                                + " info = ? WHERE id = ?",
                        now.toEpochMilli(),
                        json,
                        unit.value()));
    }
}
