package io.turnout.hub.seats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatLevel;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeatDeskTest {
    private static final JournalEpoch EPOCH = new JournalEpoch("00000000000000000000000000000001");
    private static final UnitId U1 = new UnitId("u1");
    private static final SessionId S1 = new SessionId("s1");
    private static final Instant NOW = Instant.ofEpochMilli(100_000);
    private static final MessageCodec CODEC = new MessageCodec();

    private final BlockingQueue<SeatNotice> said = new LinkedBlockingQueue<>();
    @TempDir private Path folder;
    private Database database;
    private SeatDesk desk;

    @BeforeEach
    void start() throws Exception {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 60_000, 3_600_000);
        database.change(h -> h.execute("UPDATE session SET capacity = 12"));
        database.change(h ->
                h.execute("UPDATE unit SET status = 'ready', heard_ms = ?", NOW.toEpochMilli()));
        desk = desk();
    }

    @AfterEach
    void stop() {
        desk.close();
        database.close();
    }

    private SeatDesk desk() throws Exception {
        return SeatDesk.start(
                database,
                ListKey.open(folder),
                InstantSource.fixed(NOW),
                new HubLife("life"),
                (unit, notice) -> {
                    assertThat(unit).isEqualTo(U1);
                    said.add(notice);
                });
    }

    @Test
    @DisplayName("A-4 a unit that speaks is lent seats, and a restarted hub still knows of them")
    void lendsAndRemembers() throws Exception {
        holds(0, 0);
        SeatNotice first = next();
        assertThat(first.levels()).containsExactly(new SeatLevel(S1, 12));
        holds(first.serial(), 12);
        await().until(() -> desk.free(U1, S1).equals(OptionalInt.of(12)));
        assertThat(desk.lentTo(U1)).containsOnlyKeys(S1);
        assertThat(desk.lentTo(new UnitId("u2"))).isEmpty();

        desk.close();
        said.clear();
        desk = desk();
        SeatNotice again = next();
        assertThat(again.levels()).containsExactly(new SeatLevel(S1, 12));
        assertThat(again.serial()).isGreaterThanOrEqualTo(first.serial());
    }

    @Test
    @DisplayName("A-4 a restored hub lends nothing before a unit has said what it holds")
    void asksFirstAfterARestore() throws Exception {
        holds(0, 0);
        SeatNotice first = next();
        holds(first.serial(), 12);
        await().until(() -> desk.free(U1, S1).isPresent());
        desk.close();
        database.change(SeatTables::restored);
        said.clear();
        desk = desk();
        holds(first.serial(), 12);
        SeatNotice asked = next();
        assertThat(asked.keep()).isTrue();
        assertThat(asked.levels()).isEmpty();
        assertThat(asked.serial()).isGreaterThan(first.serial());
    }

    @Test
    void countsWhatCannotBeRead() {
        desk.receive(U1, new byte[] {1, 2, 3});
        assertThat(desk.counts().malformed()).isEqualTo(1);
    }

    private void holds(long serial, int seats) {
        List<SeatLevel> levels = seats == 0 ? List.of() : List.of(new SeatLevel(S1, seats));
        desk.receive(U1, CODEC.write(new SeatsHeld(EPOCH, serial, levels, 0, Optional.empty())));
    }

    private SeatNotice next() throws InterruptedException {
        return Optional.ofNullable(said.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }
}
