package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.AtHub;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.GroupWriter;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The hub as a door of every room. One attempt after the other is decided by the door's rules and
 * written into the scan log; those that wait share a transaction, and are answered once it is
 * durable. It takes seats as any door does. Thread-safe.
 */
public final class HubDoor implements AutoCloseable {
    private static final Duration PATIENCE_TO_COME = Duration.ofSeconds(2);
    private static final Duration PATIENCE_TO_WRITE = Duration.ofSeconds(10);

    /** The lender hears of a new session, and answers, within a second. */
    private static final Duration PATIENCE_FOR_SEATS = Duration.ofSeconds(2);

    private static final Duration LOOK_FOR_SEATS = Duration.ofMillis(50);
    private static final int MOST_WAITING = 5_000;

    /** More in one transaction would let the others of the hub wait. */
    private static final int MOST_AT_ONCE = 100;

    private final Database database;
    private final RoomDoors rooms;
    private @Nullable Running running;

    /**
     * The hub's time.
     *
     * @param monotonic in milliseconds, of any beginning
     */
    public record Clocks(InstantSource wall, LongSupplier monotonic) {
        /** This machine's. */
        public static Clocks of(InstantSource wall) {
            return new Clocks(wall, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        }
    }

    private record Running(GroupWriter<Work, List<After>> writer, Outlets outlets) {}

    /** It does nothing before {@link #start}. */
    public HubDoor(Database database, Clocks clocks, Arrival.Source source) {
        this.database = database;
        this.rooms = new RoomDoors(clocks, source);
    }

    /**
     * Who is told what, after the commit.
     *
     * @param held what one of these doors keeps to, for the lender of seats
     * @param stored the scan log has grown
     * @param issued somebody of an event has a new badge
     */
    public record Outlets(
            BiConsumer<UnitId, SeatsHeld> held, Runnable stored, Consumer<EventId> issued) {}

    /** What waits for the writer. */
    private sealed interface Work {
        /** The answer is empty where it is patient and seats are still to be lent. */
        record Try(Attempt attempt, boolean patient, CompletableFuture<Optional<Answer>> answer)
                implements Work {}

        record Lent(UnitId door, SeatNotice notice) implements Work {}

        record Prepare() implements Work {}

        record Expect(RoomId room) implements Work {}
    }

    /** What is done after the commit. */
    private sealed interface After {
        record Answered(CompletableFuture<Optional<Answer>> to, RoomDoors.Done done)
                implements After {}

        record Held(UnitId door, SeatsHeld held) implements After {}
    }

    /** Begins, and says to the lender of seats which doors there are. */
    public HubDoor start(Outlets outlets) {
        GroupWriter<Work, List<After>> writer =
                new GroupWriter<>(
                        "hub-door",
                        database,
                        GroupWriter.Limits.items(MOST_WAITING, MOST_AT_ONCE),
                        this::writeOrSay,
                        afters -> afters.forEach(after -> pass(after, outlets)));
        running = new Running(writer, outlets);
        changed();
        return this;
    }

    /** Whether a name is that of one of these doors, and of no unit. */
    public static boolean isOne(UnitId door) {
        return door.value().startsWith(AtHub.PREFIX);
    }

    /** Sessions may have changed: seats are asked for where people will come. Returns at once. */
    public void changed() {
        bring(new Work.Prepare(), Duration.ZERO);
    }

    /**
     * Somebody gets ready to let people into a room by this door: it asks for seats. Returns at
     * once.
     */
    public void expect(RoomId room) {
        bring(new Work.Expect(room), Duration.ZERO);
    }

    /** The lender's word to one of these doors. Returns at once; one that is lost is said again. */
    public void lent(UnitId door, SeatNotice notice) {
        bring(new Work.Lent(door, notice), Duration.ZERO);
    }

    /**
     * Decides, and returns when it is durable. Who comes before the seats of a session are divided
     * waits for that. Blocks for 14 s at most.
     */
    public Answer present(Attempt attempt) {
        try {
            long until = System.nanoTime() + PATIENCE_FOR_SEATS.toNanos();
            Optional<Answer> answer = ask(attempt, true);
            while (answer.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_FOR_SEATS.toMillis());
                answer = ask(attempt, System.nanoTime() - until < 0);
            }
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.TryAgain();
        } catch (ExecutionException | TimeoutException e) {
            return new Answer.TryAgain(); // the writer logs and counts what it could not commit
        }
    }

    private Optional<Answer> ask(Attempt attempt, boolean patient)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();
        if (!bring(new Work.Try(attempt, patient, answer), PATIENCE_TO_COME)) {
            return Optional.of(new Answer.TryAgain());
        }
        return answer.get(PATIENCE_TO_WRITE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What could not be written since the start. Alarm at any. */
    public long dropped() {
        Running now = running;
        return now == null ? 0 : now.writer().dropped();
    }

    private boolean bring(Work work, Duration patience) {
        Running now = running;
        return now != null && now.writer().offer(work, patience);
    }

    /** What fails with others is tried alone; what fails alone is said to whoever waits for it. */
    private List<After> writeOrSay(Handle handle, List<Work> works) {
        try {
            return write(handle, works);
        } catch (RuntimeException e) {
            if (works.size() == 1 && works.getFirst() instanceof Work.Try alone) {
                alone.answer().complete(Optional.of(new Answer.TryAgain()));
            }
            throw e;
        }
    }

    private List<After> write(Handle handle, List<Work> works) {
        List<After> afters = new ArrayList<>();
        for (Work work : works) {
            switch (work) {
                case Work.Try its -> {
                    RoomDoors.Done done = rooms.decide(handle, its.attempt(), its.patient());
                    afters.add(new After.Answered(its.answer(), done));
                    done.opened().ifPresent(door -> afters.add(held(door, Optional.empty())));
                }
                case Work.Lent(UnitId door, SeatNotice notice) ->
                        rooms.told(handle, door, notice)
                                .ifPresent(its -> afters.add(held(its, rooms.heard(notice))));
                case Work.Expect(RoomId room) ->
                        afters.add(held(rooms.open(handle, room), Optional.empty()));
                case Work.Prepare() ->
                        rooms.prepare(handle)
                                .forEach(door -> afters.add(held(door, Optional.empty())));
            }
        }
        return afters;
    }

    private static After held(RoomDoor door, Optional<SeatsHeld.Heard> heard) {
        return new After.Held(door.key().unit(), door.held(heard));
    }

    private static void pass(After after, Outlets outlets) {
        switch (after) {
            case After.Held(UnitId door, SeatsHeld held) -> outlets.held().accept(door, held);
            case After.Answered(CompletableFuture<Optional<Answer>> to, RoomDoors.Done done) -> {
                to.complete(done.answer());
                if (done.wrote()) {
                    outlets.stored().run();
                }
                done.issuedIn().ifPresent(outlets.issued());
            }
        }
    }

    /** Answers whoever waits, then stops. */
    @Override
    public void close() {
        Running now = running;
        if (now != null) {
            now.writer().close();
        }
    }
}
