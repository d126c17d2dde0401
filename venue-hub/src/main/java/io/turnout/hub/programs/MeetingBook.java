package io.turnout.hub.programs;

import io.turnout.hub.programs.MeetingOutcome.Reason;
import io.turnout.hub.programs.MeetingRows.Written;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What is done with meetings. What the clock has decided by then is written down first, each in the
 * same transaction. Thread-safe.
 */
public final class MeetingBook {
    private final Database database;
    private final InstantSource clock;
    private final Consumer<String> changed;

    /**
     * @param changed is told after the commit in which event meetings are other than before
     */
    public MeetingBook(Database database, InstantSource clock, Consumer<String> changed) {
        this.database = database;
        this.clock = clock;
        this.changed = changed;
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Done(MeetingId meeting) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}

        /** Somebody of those is not in the path, or there is no such room in the event. */
        record NotThere() implements Outcome {}
    }

    /** A meeting to be. */
    public record Draft(RoomId room, Instant start, Instant end, SortedSet<Long> attendees) {
        public Draft {
            attendees = Collections.unmodifiableSortedSet(new TreeSet<>(attendees));
        }
    }

    /** Books a meeting. */
    public Outcome book(Path path, Draft draft, Actor by) {
        Outcome outcome = database.write(handle -> book(handle, path, draft, by));
        changed.accept(path.program().event());
        return outcome;
    }

    private Outcome book(Handle handle, Path path, Draft draft, Actor by) {
        Instant now = clock.instant();
        return refusal(handle, path, draft, now)
                .orElseGet(
                        () -> new Outcome.Done(insert(handle, path, draft, new Written(by, now))));
    }

    /** Why a meeting would not be booked; absent where it would be. */
    public Optional<Outcome> refusal(Path path, Draft draft) {
        return database.read(handle -> refusal(handle, path, draft, clock.instant()));
    }

    private static Optional<Outcome> refusal(Handle handle, Path path, Draft draft, Instant now) {
        Optional<Outcome> wrong =
                MeetingRules.wrongTime(draft.start(), draft.end(), now).map(Outcome.Refused::new);
        return wrong.isPresent() || isThere(handle, path, draft)
                ? wrong
                : Optional.of(new Outcome.NotThere());
    }

    private static MeetingId insert(Handle handle, Path path, Draft draft, Written written) {
        MeetingState state = MeetingState.booked(draft.start(), draft.end());
        MeetingRows rows = new MeetingRows(handle);
        MeetingId id = rows.insert(path, draft.room(), state, Optional.empty(), written.at());
        rows.people(id, draft.attendees());
        rows.step(id, "book", state, written.at(), written);
        return id;
    }

    private static boolean isThere(Handle handle, Path path, Draft draft) {
        List<Long> inPath =
                handle.createQuery("SELECT attendee FROM path_person WHERE path = ?")
                        .bind(0, path.id().value())
                        .mapTo(Long.class)
                        .list();
        return !draft.attendees().isEmpty()
                && inPath.containsAll(draft.attendees())
                && isRoom(handle, path.program().event(), draft.room());
    }

    private static boolean isRoom(Handle handle, String event, RoomId room) {
        return handle.createQuery("SELECT 1 FROM room WHERE id = ? AND event = ?")
                .bind(0, room.value())
                .bind(1, event)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /**
     * What is to happen to a meeting.
     *
     * @param room where it is to be then; absent for where it is
     * @param comment for those who run the path alone; empty for none
     */
    public record Change(MeetingEvent what, Optional<RoomId> room, String comment, Actor by) {
        public Change(MeetingEvent what, Actor by) {
            this(what, Optional.empty(), "", by);
        }
    }

    /** Lets something happen to a meeting. */
    public Outcome happens(String event, MeetingId id, Change change) {
        Outcome outcome =
                database.write(handle -> {
                    MeetingRows rows = new MeetingRows(handle);
                    Optional<Meeting> found = rows.find(event, id);
                    boolean isThere =
                            change.room().filter(to -> !isRoom(handle, event, to)).isEmpty();
                    return found.isPresent() && isThere
                            ? happens(rows, found.get(), change)
                            : new Outcome.NotThere();
                });
        changed.accept(event);
        return outcome;
    }

    /** Whether an event has a room. */
    public boolean isRoom(String event, RoomId room) {
        return database.read(handle -> isRoom(handle, event, room));
    }

    /** What would become of a meeting. */
    public MeetingOutcome would(Meeting meeting, Change change) {
        MeetingOutcome outcome =
                MeetingRules.decide(
                        meeting.state(), change.what(), clock.instant(), meeting.rules());
        return switch (outcome) {
            case MeetingOutcome.Refused refused -> refused;
            case MeetingOutcome.Changed(MeetingState now) ->
                    new MeetingOutcome.Changed(by(now, change));
            case MeetingOutcome.Split(MeetingState old, MeetingState fresh) ->
                    new MeetingOutcome.Split(by(old, change), fresh);
        };
    }

    private Outcome happens(MeetingRows rows, Meeting found, Change change) {
        Instant now = clock.instant();
        Meeting meeting = settled(rows, found, now, now);
        Written written = new Written(change.by(), now);
        return switch (MeetingRules.decide(meeting.state(), change.what(), now, meeting.rules())) {
            case MeetingOutcome.Refused(Reason reason) -> new Outcome.Refused(reason);
            case MeetingOutcome.Changed(MeetingState state) -> {
                change(rows, meeting, change, by(state, change), written);
                yield new Outcome.Done(meeting.id());
            }
            case MeetingOutcome.Split(MeetingState old, MeetingState fresh) -> {
                Change calledOff = new Change(change.what(), change.by());
                change(rows, meeting, calledOff, by(old, change), written);
                yield new Outcome.Done(instead(rows, meeting, change, fresh, written));
            }
        };
    }

    private static void change(
            MeetingRows rows, Meeting meeting, Change change, MeetingState now, Written written) {
        boolean moved = now.status() == MeetingStatus.UPCOMING;
        RoomId room = change.room().orElse(meeting.room());
        Meeting known = moved ? meeting.with(Optional.empty()) : meeting; // seen at another time
        rows.update(known.with(now), room, !moved && meeting.asked());
        rows.step(meeting.id(), key(change.what()), now, written.at(), written);
        if (!change.comment().isEmpty()) {
            comment(rows.handle(), meeting.id(), change.comment(), written);
        }
    }

    private static void comment(Handle handle, MeetingId meeting, String comment, Written written) {
        @Nullable String user = written.by() instanceof Actor.Runner(String name) ? name : null;
        @Nullable Long person =
                written.by() instanceof Actor.Participant(long attendee) ? attendee : null;
        handle.execute(
                "INSERT INTO meeting_comment (meeting, by_user, by_person, comment, at_ms)"
                        + " VALUES (?, ?, ?, ?, ?)",
                meeting.value(),
                user,
                person,
                comment,
                written.at().toEpochMilli());
    }

    private static MeetingId instead(
            MeetingRows rows, Meeting old, Change change, MeetingState fresh, Written written) {
        RoomId room = change.room().orElse(old.room());
        MeetingId made = rows.insert(old.path(), room, fresh, Optional.of(old.id()), written.at());
        rows.people(made, rows.people(old.id()));
        rows.step(made, "book", fresh, written.at(), written);
        return made;
    }

    /** Who called it off or said what became of it may be somebody who runs the path. */
    private static MeetingState by(MeetingState state, Change change) {
        boolean runner =
                change.by() instanceof Actor.Runner
                        && !(change.what() instanceof MeetingEvent.Dispute);
        return runner && state.by() == DecidedBy.PERSON ? state.by(DecidedBy.ADMIN) : state;
    }

    /**
     * Writes down what the clock has decided of a meeting by a time, with when that was due.
     *
     * @param now when it is written down
     */
    static Meeting settled(MeetingRows rows, Meeting meeting, Instant until, Instant now) {
        List<MeetingRules.Step> steps =
                MeetingRules.settle(meeting.state(), until, meeting.rules());
        if (steps.isEmpty()) {
            return meeting;
        }
        Written written = new Written(new Actor.Clock(), now);
        steps.forEach(step -> rows.step(meeting.id(), "time", step.now(), step.at(), written));
        Meeting settled = meeting.with(steps.getLast().now());
        rows.update(settled, meeting.room(), meeting.asked());
        return settled;
    }

    /** As it stands in a meeting's history. */
    private static String key(MeetingEvent what) {
        return what.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
