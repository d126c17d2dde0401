package io.turnout.hub.programs;

import io.turnout.hub.identity.Organization;
import io.turnout.hub.programs.MeetingRows.Written;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Lets the time of day do what it does to meetings, on a thread of its own: each at its due time,
 * once, also when the hub was down then. What is due stands in the database, and what was done of
 * it moves in the same transaction. Thread-safe.
 */
public final class MeetingClock implements AutoCloseable {
    private static final int AT_ONCE = 500;
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(20);

    private final Database database;
    private final InstantSource clock;
    private final Notices notices;
    private final Consumer<String> lists;
    private final Rounds rounds = new Rounds("meetings", this::round);

    MeetingClock(Database database, InstantSource clock, Notices notices, Consumer<String> lists) {
        this.database = database;
        this.lists = lists;
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Starts, with what came to be due while the hub was down.
     *
     * @param lists is told the id of an event where doors have other meetings, after the commit
     */
    public static MeetingClock start(
            Database database, InstantSource clock, Notices notices, Consumer<String> lists) {
        MeetingClock meetings = new MeetingClock(database, clock, notices, lists);
        meetings.rounds.start();
        return meetings;
    }

    /** Something may be due at another time than before. Returns at once. */
    public void changed() {
        rounds.poke();
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** Does what is due, and says how long to wait then. */
    private Duration round() {
        catchUp();
        return untilDue();
    }

    /** A clock that is put right may jump, so it is never waited for long. */
    private Duration untilDue() {
        Optional<Instant> next =
                database.read(handle ->
                        Organization.programs(handle)
                                ? new MeetingRows(handle).nextDue()
                                : Optional.empty());
        Duration left = next.map(due -> Duration.between(clock.instant(), due)).orElse(LOOK_ANYWAY);
        return left.compareTo(LOOK_ANYWAY) < 0 ? left : LOOK_ANYWAY;
    }

    /**
     * Does all that is due, and tells those who are to be asked; between letters it looks again.
     */
    void catchUp() {
        do {
            decide();
        } while (notices.send() && !rounds.areEnding());
    }

    private void decide() {
        Done done = database.write(this::next);
        while (!rounds.areEnding() && done.meetings() > 0) {
            done.events().forEach(lists);
            done = database.write(this::next);
        }
    }

    /** How many meetings were looked at, and in which events doors have others now. */
    private record Done(int meetings, Set<String> events) {}

    /** Where the organization has no programs, nothing is done; it is when it has them again. */
    private Done next(Handle handle) {
        MeetingRows rows = new MeetingRows(handle);
        Set<String> events = new HashSet<>();
        if (!Organization.programs(handle)) {
            return new Done(0, events);
        }
        Instant now = clock.instant();
        List<Meeting> seen = rows.newAtDoor(AT_ONCE);
        List<Meeting> due = seen.isEmpty() ? rows.due(now, AT_ONCE) : seen;
        for (Meeting meeting : due) {
            Meeting after = look(rows, meeting, now);
            if (isAtDoors(meeting) && !isAtDoors(after)) {
                events.add(after.path().program().event());
            }
        }
        return new Done(due.size(), events);
    }

    private static boolean isAtDoors(Meeting meeting) {
        MeetingStatus status = meeting.state().status();
        return status == MeetingStatus.UPCOMING || status == MeetingStatus.UNCONFIRMED;
    }

    /** In the order of time: what the door saw comes before what nobody said. */
    private static Meeting look(MeetingRows rows, Meeting meeting, Instant now) {
        Instant end = meeting.state().end();
        boolean over = !end.isAfter(now);
        Meeting known = meeting;
        Instant seen = end;
        if (meeting.doorIsNew()) {
            int people = meeting.path().program().door().people();
            known = meeting.with(DoorTimes.of(rows.visits(meeting.id()), people));
            rows.update(known, known.room(), known.asked());
            seen = now;
        }
        if (over && known.isSeenAtDoor()) {
            known = confirm(rows, MeetingBook.settled(rows, known, seen, now), seen, now);
        }
        return ask(rows, MeetingBook.settled(rows, known, now, now), now);
    }

    private static Meeting confirm(MeetingRows rows, Meeting meeting, Instant seen, Instant now) {
        return switch (MeetingRules.decide(
                meeting.state(), new MeetingEvent.SeenAtDoor(), seen, meeting.rules())) {
            case MeetingOutcome.Changed(MeetingState state) -> {
                Meeting confirmed = meeting.with(state);
                rows.update(confirmed, meeting.room(), meeting.asked());
                Written written = new Written(new Actor.Door(), now);
                rows.step(meeting.id(), "seen-at-door", state, seen, written);
                yield confirmed;
            }
            case MeetingOutcome.Refused _, MeetingOutcome.Split _ -> meeting; // decided before
        };
    }

    /** Nobody is asked about what was decided meanwhile. */
    private static Meeting ask(MeetingRows rows, Meeting meeting, Instant now) {
        Instant from = meeting.state().end().plus(MeetingRows.ASK_AFTER);
        boolean asks =
                meeting.rules().verified()
                        && meeting.state().status() == MeetingStatus.UNCONFIRMED
                        && !meeting.asked()
                        && !from.isAfter(now);
        if (asks) {
            Notices.ask(rows.handle(), meeting.id(), rows.people(meeting.id()), from, now);
            rows.update(meeting, meeting.room(), true);
            Written written = new Written(new Actor.Clock(), now);
            rows.step(meeting.id(), "ask", meeting.state(), from, written);
        }
        return meeting;
    }
}
