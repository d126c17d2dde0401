package io.turnout.hub.programs;

import io.turnout.hub.programs.MeetingEvent.Verdict;
import io.turnout.hub.programs.MeetingOutcome.Changed;
import io.turnout.hub.programs.MeetingOutcome.Reason;
import io.turnout.hub.programs.MeetingOutcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of meetings (P-3, P-4, P-9), without I/O and without a clock. Windows are counted in
 * real time, whatever the clock on the wall does; each holds its beginning and not its end. What
 * the clock decides comes before what happens at the same moment.
 */
public final class MeetingRules {
    /** No meeting is longer. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private MeetingRules() {}

    /** What the clock alone made of a meeting, and when. */
    public record Step(Instant at, MeetingState now) {}

    /** When the clock changes a meeting next; absent for never. */
    public static Optional<Instant> due(MeetingState meeting, Verification rules) {
        return switch (meeting.status()) {
            case UPCOMING -> Optional.of(meeting.start());
            case UNCONFIRMED -> Optional.of(rules.decidedAt(meeting));
            case LATE_PENDING ->
                    meeting.disputed() ? Optional.empty() : Optional.of(rules.decidedAt(meeting));
            case CONFIRMED, NOT_HELD, LATE_CANCELLED, GONE -> Optional.empty();
        };
    }

    /** What the clock has decided of a meeting by a time, in its order. */
    public static List<Step> settle(MeetingState meeting, Instant now, Verification rules) {
        List<Step> steps = new ArrayList<>();
        MeetingState state = meeting;
        Optional<Instant> due = due(state, rules).filter(at -> !at.isAfter(now));
        while (due.isPresent()) { // at most twice: upcoming, unconfirmed, confirmed
            state = byClock(state, rules);
            steps.add(new Step(due.get(), state));
            due = due(state, rules).filter(at -> !at.isAfter(now));
        }
        return List.copyOf(steps);
    }

    private static MeetingState byClock(MeetingState meeting, Verification rules) {
        return switch (meeting.status()) {
            case UPCOMING -> meeting.become(MeetingStatus.UNCONFIRMED, DecidedBy.TIME);
            case UNCONFIRMED ->
                    meeting.become(
                            MeetingStatus.CONFIRMED,
                            rules.verified() ? DecidedBy.WINDOW : DecidedBy.UNVERIFIED);
            case LATE_PENDING -> meeting.become(MeetingStatus.LATE_CANCELLED, DecidedBy.WINDOW);
            case CONFIRMED, NOT_HELD, LATE_CANCELLED, GONE -> meeting;
        };
    }

    /** What an event makes of a meeting at a time, after what the clock has decided by then. */
    public static MeetingOutcome decide(
            MeetingState before, MeetingEvent event, Instant now, Verification rules) {
        List<Step> steps = settle(before, now, rules);
        MeetingState meeting = steps.isEmpty() ? before : steps.getLast().now();
        return switch (event) {
            case MeetingEvent.Cancel() -> cancel(meeting, now, rules);
            case MeetingEvent.Reschedule wanted -> reschedule(meeting, wanted, now, rules);
            case MeetingEvent.Confirm() ->
                    answer(meeting, now, rules)
                            .orElseGet(() -> held(meeting, DecidedBy.PERSON, null));
            case MeetingEvent.OtherDuration(Duration length) ->
                    answer(meeting, now, rules)
                            .orElseGet(() -> held(meeting, DecidedBy.PERSON, length));
            case MeetingEvent.DidNotTakePlace() ->
                    answer(meeting, now, rules)
                            .orElseGet(() ->
                                    become(meeting, MeetingStatus.NOT_HELD, DecidedBy.PERSON));
            case MeetingEvent.SeenAtDoor() ->
                    answer(meeting, now, rules)
                            .orElseGet(() -> held(meeting, DecidedBy.DOOR, null));
            case MeetingEvent.Dispute() -> dispute(meeting, rules);
            case MeetingEvent.Resolve wanted -> resolve(meeting, wanted, now, rules);
        };
    }

    private static MeetingOutcome cancel(MeetingState meeting, Instant now, Verification rules) {
        return whileUpcoming(meeting)
                .orElseGet(() ->
                        become(
                                meeting,
                                rules.isLate(meeting.start(), now)
                                        ? MeetingStatus.LATE_PENDING
                                        : MeetingStatus.GONE,
                                DecidedBy.PERSON));
    }

    private static MeetingOutcome reschedule(
            MeetingState meeting, MeetingEvent.Reschedule to, Instant now, Verification rules) {
        return whileUpcoming(meeting)
                .or(() -> wrongTime(to.start(), to.end(), now).map(Refused::new))
                .orElseGet(() -> {
                    MeetingState fresh = MeetingState.booked(to.start(), to.end());
                    MeetingState old = meeting.become(MeetingStatus.LATE_PENDING, DecidedBy.PERSON);
                    return rules.isLate(meeting.start(), now)
                            ? new MeetingOutcome.Split(old, fresh)
                            : new Changed(fresh);
                });
    }

    /** What is wrong with the time of a meeting to be. */
    public static Optional<Reason> wrongTime(Instant start, Instant end, Instant now) {
        if (!end.isAfter(start) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            return Optional.of(Reason.WRONG_LENGTH);
        }
        return start.isAfter(now) ? Optional.empty() : Optional.of(Reason.PAST);
    }

    private static Optional<MeetingOutcome> whileUpcoming(MeetingState meeting) {
        return switch (meeting.status()) {
            case UPCOMING -> Optional.empty();
            case UNCONFIRMED -> Optional.of(new Refused(Reason.BEGUN));
            case GONE -> Optional.of(new Refused(Reason.GONE));
            case CONFIRMED, NOT_HELD, LATE_PENDING, LATE_CANCELLED ->
                    Optional.of(new Refused(Reason.DECIDED));
        };
    }

    /** Why nobody can say now whether it took place. */
    private static Optional<MeetingOutcome> answer(
            MeetingState meeting, Instant now, Verification rules) {
        if (!rules.verified()) {
            return Optional.of(new Refused(Reason.NOT_VERIFIED));
        }
        return switch (meeting.status()) {
            case UPCOMING -> Optional.of(new Refused(Reason.NOT_OVER));
            case UNCONFIRMED ->
                    now.isBefore(meeting.end())
                            ? Optional.of(new Refused(Reason.NOT_OVER))
                            : Optional.empty();
            case GONE -> Optional.of(new Refused(Reason.GONE));
            case CONFIRMED, NOT_HELD, LATE_PENDING, LATE_CANCELLED ->
                    Optional.of(new Refused(Reason.DECIDED));
        };
    }

    private static MeetingOutcome dispute(MeetingState meeting, Verification rules) {
        if (!rules.verified()) {
            return new Refused(Reason.NOT_VERIFIED);
        }
        if (!meeting.status().isDisputable()) {
            return new Refused(Reason.NOTHING_TO_DISPUTE);
        }
        return meeting.disputed()
                ? new Refused(Reason.DISPUTED_ALREADY)
                : new Changed(meeting.asDisputed());
    }

    private static MeetingOutcome resolve(
            MeetingState meeting, MeetingEvent.Resolve to, Instant now, Verification rules) {
        if (!meeting.disputed()) {
            return new Refused(Reason.NOT_DISPUTED);
        }
        return switch (to.verdict()) {
            case HELD, NOT_HELD -> now.isBefore(meeting.end()) ? notOver() : over(meeting, to);
            case LATE ->
                    rules.late().isPresent()
                            ? become(meeting, MeetingStatus.LATE_CANCELLED, DecidedBy.ADMIN)
                            : new Refused(Reason.NO_LATE_CANCELS);
            case WAIVED ->
                    meeting.status().isLate()
                            ? become(meeting, MeetingStatus.GONE, DecidedBy.ADMIN)
                            : new Refused(Reason.NOT_LATE);
        };
    }

    private static MeetingOutcome over(MeetingState meeting, MeetingEvent.Resolve to) {
        return to.verdict() == Verdict.HELD
                ? held(meeting, DecidedBy.ADMIN, to.length().orElse(null))
                : become(meeting, MeetingStatus.NOT_HELD, DecidedBy.ADMIN);
    }

    private static MeetingOutcome notOver() {
        return new Refused(Reason.NOT_OVER);
    }

    private static MeetingOutcome become(MeetingState meeting, MeetingStatus to, DecidedBy by) {
        return new Changed(meeting.become(to, by));
    }

    private static MeetingOutcome held(
            MeetingState meeting, DecidedBy by, @Nullable Duration length) {
        if (length != null && (!length.isPositive() || length.compareTo(LONGEST) > 0)) {
            return new Refused(Reason.WRONG_LENGTH);
        }
        return new Changed(meeting.held(by, Optional.ofNullable(length)));
    }
}
