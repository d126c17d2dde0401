package io.turnout.hub.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a list says became of a meeting, elsewhere or before. It is believed where this hub's rules
 * could have come to it; all that nobody has decided is left to the clock here.
 *
 * @param status absent for whatever the clock makes of it
 * @param by absent for whoever brings the list
 * @param said how long a meeting took that was held, where that was said
 */
record Told(
        Optional<MeetingStatus> status,
        Optional<DecidedBy> by,
        boolean disputed,
        Optional<Duration> said) {

    /** What is made of it. */
    sealed interface Outcome {
        /** A meeting to be stored, before the clock has looked at it. */
        record State(MeetingState state) implements Outcome {}

        /**
         * It cannot be so.
         *
         * @param column of the list
         * @param fault key of the text that says why
         */
        record Wrong(String column, String fault) implements Outcome {}
    }

    /** Whether it leaves all to the clock. */
    boolean isOpen() {
        return status.isEmpty()
                || status.get() == MeetingStatus.UPCOMING
                || status.get() == MeetingStatus.UNCONFIRMED;
    }

    /** Whether a meeting that is known says the same, or more since. */
    boolean agrees(MeetingState known) {
        if (isOpen() || status.get() == MeetingStatus.LATE_PENDING) {
            return true; // what this hub has come to since is not taken back
        }
        return status.get() == known.status() && (said.isEmpty() || said.equals(known.said()));
    }

    /** What it makes of a meeting that is new here. */
    Outcome of(Instant start, Instant end, Instant now, Verification rules) {
        MeetingState booked = MeetingState.booked(start, end);
        if (said.isPresent() && status.filter(MeetingStatus.CONFIRMED::equals).isEmpty()) {
            return new Outcome.Wrong(MeetingList.SAID, "fault.meeting-said");
        }
        if (isOpen()) {
            boolean plain = !disputed && by.filter(one -> one != DecidedBy.TIME).isEmpty();
            return plain
                    ? new Outcome.State(booked)
                    : new Outcome.Wrong(MeetingList.BY, "fault.meeting-open");
        }
        return decided(booked, status.get(), now, rules);
    }

    private Outcome decided(
            MeetingState booked, MeetingStatus now, Instant at, Verification rules) {
        DecidedBy usual = rules.verified() ? DecidedBy.ADMIN : DecidedBy.UNVERIFIED;
        DecidedBy whom = by.orElse(now == MeetingStatus.CONFIRMED ? usual : DecidedBy.ADMIN);
        if (!whoDecides(now).contains(whom)) {
            return new Outcome.Wrong(MeetingList.BY, "fault.meeting-by");
        }
        boolean asked = whom != DecidedBy.UNVERIFIED && now != MeetingStatus.GONE;
        if (!rules.verified() && (asked || disputed)) {
            return new Outcome.Wrong(MeetingList.STATUS, "fault.meeting-unverified");
        }
        boolean over = !booked.end().isAfter(at);
        if (!over && (now == MeetingStatus.CONFIRMED || now == MeetingStatus.NOT_HELD)) {
            return new Outcome.Wrong(MeetingList.STATUS, "fault.meeting-not-over");
        }
        if (now.isLate() && !rules.isLate(booked.start(), at)) {
            return new Outcome.Wrong(MeetingList.STATUS, "fault.meeting-not-late");
        }
        if (disputed && !now.isDisputable()) {
            return new Outcome.Wrong(MeetingList.DISPUTED, "fault.meeting-disputed");
        }
        return new Outcome.State(
                new MeetingState(now, whom, booked.start(), booked.end(), said, disputed));
    }

    /** Who can have decided a status. */
    private static Set<DecidedBy> whoDecides(MeetingStatus status) {
        return switch (status) {
            case CONFIRMED -> EnumSet.complementOf(EnumSet.of(DecidedBy.TIME));
            case NOT_HELD, LATE_PENDING, GONE -> EnumSet.of(DecidedBy.PERSON, DecidedBy.ADMIN);
            case LATE_CANCELLED -> EnumSet.of(DecidedBy.PERSON, DecidedBy.WINDOW, DecidedBy.ADMIN);
            case UPCOMING, UNCONFIRMED -> EnumSet.of(DecidedBy.TIME);
        };
    }
}
