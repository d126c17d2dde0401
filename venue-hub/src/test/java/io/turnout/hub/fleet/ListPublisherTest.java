package io.turnout.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.ingest.TestScans;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a unit that lacks something is told again. */
final class ListPublisherTest {
    private static final UnitId U1 = new UnitId("u1");

    @TempDir private Path folder;
    private Database database;
    private ListPublisher publisher;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws CannotStart {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
        TestDatabase.attendee(database, 1, TestScans.badge(1).toString());
        ListKey key = ListKey.open(folder);
        ChangeFeed feed =
                new ChangeFeed(
                        database, key, InstantSource.system(), (unit, _) -> said(unit, "changes"));
        AccessLists lists =
                new AccessLists(
                        database,
                        new AccessLists.Keys(key, EventKeys.open(folder)),
                        folder.resolve("lists"),
                        feed,
                        InstantSource.system());
        publisher =
                ListPublisher.start(lists, to -> said(to.unit(), "list " + to.notice().revision()));
    }

    @AfterEach
    void stop() {
        publisher.close();
        database.close();
    }

    @Test
    void remindsAUnitOfTheListAndTheChangesThatItLacks() throws Exception {
        publisher.changed("e1");
        assertThat(next()).isEqualTo("list 1");
        assertThat(next()).isEqualTo("changes");
        publisher.told(U1, info(0, 0));
        assertThat(next()).isEqualTo("list 1");
        assertThat(next()).isEqualTo("changes");
    }

    @Test
    void saysNothingToAUnitThatHasItAll() throws Exception {
        publisher.changed("e1");
        assertThat(next()).isEqualTo("list 1");
        assertThat(next()).isEqualTo("changes");
        publisher.told(U1, info(1, Long.MAX_VALUE));
        publisher.told(new UnitId("u9"), info(0, 0));
        publisher.announceAll();
        assertThat(next()).as("the first that is said is due to the last call").isEqualTo("list 1");
        assertThat(next()).isEqualTo("changes");
        assertThat(said).isEmpty();
    }

    @Test
    void asksNothingOfAUnitThatDoesNotTellItsChanges() throws Exception {
        publisher.changed("e1");
        assertThat(next()).isEqualTo("list 1");
        assertThat(next()).isEqualTo("changes");
        publisher.told(U1, info(0, Optional.empty()));
        assertThat(next()).isEqualTo("list 1");
        publisher.close();
        assertThat(said).isEmpty();
    }

    private void said(UnitId unit, String what) {
        if (unit.equals(U1)) {
            said.add(what);
        }
    }

    private String next() throws InterruptedException {
        return Optional.ofNullable(said.poll(10, TimeUnit.SECONDS)).orElse("nothing");
    }

    private static UnitInfo info(long listRevision, long changes) {
        return info(listRevision, Optional.of(changes));
    }

    private static UnitInfo info(long listRevision, Optional<Long> changes) {
        return new UnitInfo(
                "1",
                "boot",
                Instant.EPOCH,
                Instant.EPOCH,
                new RoomId("r1"),
                new DoorId("u1"),
                new JournalEpoch("e"),
                Optional.empty(),
                0,
                0,
                listRevision,
                changes,
                ClockQuality.SYNCED,
                "virtual",
                "virtual",
                Optional.empty(),
                Optional.empty());
    }
}
