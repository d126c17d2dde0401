package io.turnout.hub.credit;

import io.turnout.protocol.access.TimeReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One attendee in one session, as the fold has it.
 *
 * @param present the time inside, as the fold counts it
 * @param times each time inside, in order
 */
public record Inside(CreditSession session, Duration present, List<Time> times) {
    public Inside {
        times = List.copyOf(times);
    }

    /** A time inside, with the bounds of its ends. */
    public record Time(TimeReading start, TimeReading end, EndedBy endedBy) {}

    /** What ended a time inside. */
    public enum EndedBy {
        EXIT,
        ENTRY_ELSEWHERE,
        SESSION_END,
        LAST_SEEN,
        NO_TIME;

        boolean isPolicy() {
            return this == SESSION_END || this == LAST_SEEN || this == NO_TIME;
        }
    }

    /** How far uncertain times are stretched. */
    enum Reading {
        LEAST,
        BEST,
        MOST;

        Instant start(Time time) {
            return switch (this) {
                case LEAST -> time.start().latest();
                case BEST -> time.start().best();
                case MOST -> time.start().earliest();
            };
        }

        Instant end(Time time) {
            return switch (this) {
                case LEAST -> time.end().earliest();
                case BEST -> time.end().best();
                case MOST -> time.end().latest();
            };
        }
    }

    boolean isUncertain() {
        return times.stream().anyMatch(time -> !exact(time.start()) || !exact(time.end()));
    }

    private static boolean exact(TimeReading time) {
        return time.earliest().equals(time.latest());
    }

    /** When it was entered first; never, for who was only seen leaving. */
    Instant entered(Reading reading) {
        return times.isEmpty() ? Instant.MAX : reading.start(times.getFirst());
    }

    /** Whether settings fill up what scans do not tell. */
    boolean isFilledUp() {
        return !session.checkOut()
                && session.settings().withoutCheckOut() == CreditSettings.WithoutCheckOut.WHOLE;
    }

    /** The times that may count, before other sessions have their part of them. */
    Spans spans(Reading reading) {
        if (session.checkOut()) {
            return asRead(reading);
        }
        return switch (session.settings().withoutCheckOut()) {
            case WHOLE -> filledUp(reading);
            case AS_READ -> asRead(reading);
            case NOTHING -> Spans.NONE;
        };
    }

    private Spans asRead(Reading reading) {
        return Spans.of(
                        times.stream()
                                .map(time -> new Spans.Span(reading.start(time), reading.end(time)))
                                .toList())
                .within(
                        session.start().minus(session.graceBefore()),
                        session.end().plus(session.graceAfter()));
    }

    /** Nobody tells how late who came first came; later times begin when they were read. */
    private Spans filledUp(Reading reading) {
        List<Spans.Span> spans = new ArrayList<>();
        for (Time time : times) {
            spans.add(
                    new Spans.Span(
                            spans.isEmpty() ? session.start() : reading.start(time),
                            time.endedBy().isPolicy() ? session.end() : reading.end(time)));
        }
        return Spans.of(spans).within(session.start(), session.end());
    }
}
