package io.turnout.hub.credit;

import io.turnout.hub.credit.CreditSettings.Award;
import io.turnout.hub.credit.CreditSettings.Minimum;
import io.turnout.hub.credit.CreditSettings.Rounding;
import io.turnout.hub.credit.CreditSettings.Uncertain;
import io.turnout.hub.credit.CreditSettings.Unit;
import io.turnout.hub.credit.CreditSettings.WithoutCheckOut;
import io.turnout.hub.credit.Inside.EndedBy;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.TimeReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Sessions and times inside, in minutes after ten o'clock. */
final class Examples {
    private static final Instant TEN = Instant.parse("2026-11-14T10:00:00Z");

    private Examples() {}

    static Instant at(int minutes) {
        return TEN.plus(Duration.ofMinutes(minutes));
    }

    /** An hour from ten with check-out, 1.5 credits of Ethics. */
    static CreditSession session() {
        return session("ethics", 0, 60);
    }

    static CreditSession session(String id, int start, int end) {
        return new CreditSession(
                new SessionId(id),
                id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1),
                at(start),
                at(end),
                false,
                true,
                Duration.ZERO,
                Duration.ZERO,
                List.of(new Credit("Field of " + id, new BigDecimal("1.5"))),
                CreditSettings.DEFAULT);
    }

    static CreditSession with(CreditSession like, CreditSettings settings) {
        return new CreditSession(
                like.id(),
                like.title(),
                like.start(),
                like.end(),
                like.cancelled(),
                like.checkOut(),
                like.graceBefore(),
                like.graceAfter(),
                like.fields(),
                settings);
    }

    static CreditSession withGrace(CreditSession like, int before, int after) {
        return new CreditSession(
                like.id(),
                like.title(),
                like.start(),
                like.end(),
                like.cancelled(),
                like.checkOut(),
                Duration.ofMinutes(before),
                Duration.ofMinutes(after),
                like.fields(),
                like.settings());
    }

    static CreditSession withoutCheckOut(CreditSession like) {
        return made(like, like.cancelled(), false, like.fields());
    }

    static CreditSession cancelled(CreditSession like) {
        return made(like, true, like.checkOut(), like.fields());
    }

    static CreditSession giving(CreditSession like, Credit... fields) {
        return made(like, like.cancelled(), like.checkOut(), List.of(fields));
    }

    private static CreditSession made(
            CreditSession like, boolean cancelled, boolean checkOut, List<Credit> fields) {
        return new CreditSession(
                like.id(),
                like.title(),
                like.start(),
                like.end(),
                cancelled,
                checkOut,
                like.graceBefore(),
                like.graceAfter(),
                fields,
                like.settings());
    }

    static CreditSettings minimum(Unit unit, int amount) {
        return new CreditSettings(
                new Minimum(unit, amount),
                Award.WHOLE,
                Rounding.NONE,
                BigDecimal.ONE,
                WithoutCheckOut.WHOLE,
                Uncertain.IF_CERTAIN);
    }

    static CreditSettings proportional(Rounding rounding, String step) {
        return new CreditSettings(
                new Minimum(Unit.PERCENT, 0),
                Award.PROPORTIONAL,
                rounding,
                new BigDecimal(step),
                WithoutCheckOut.WHOLE,
                Uncertain.IF_CERTAIN);
    }

    static CreditSettings withoutCheckOut(WithoutCheckOut policy) {
        return new CreditSettings(
                new Minimum(Unit.PERCENT, 80),
                Award.WHOLE,
                Rounding.NONE,
                BigDecimal.ONE,
                policy,
                Uncertain.IF_CERTAIN);
    }

    static CreditSettings uncertain(Uncertain policy) {
        return new CreditSettings(
                new Minimum(Unit.PERCENT, 80),
                Award.WHOLE,
                Rounding.NONE,
                BigDecimal.ONE,
                WithoutCheckOut.WHOLE,
                policy);
    }

    static Inside.Time time(int from, int to) {
        return time(from, to, EndedBy.EXIT);
    }

    static Inside.Time time(int from, int to, EndedBy by) {
        return new Inside.Time(TimeReading.exact(at(from)), TimeReading.exact(at(to)), by);
    }

    /** A time whose ends may be so many minutes off. */
    static Inside.Time about(int from, int to, int off) {
        return new Inside.Time(reading(from, off), reading(to, off), EndedBy.EXIT);
    }

    private static TimeReading reading(int at, int off) {
        return new TimeReading(at(at), at(at - off), at(at + off));
    }

    static Inside inside(CreditSession session, Inside.Time... times) {
        Duration present =
                Spans.of(
                                List.of(times).stream()
                                        .map(time ->
                                                new Spans.Span(
                                                        time.start().best(), time.end().best()))
                                        .toList())
                        .within(
                                session.start().minus(session.graceBefore()),
                                session.end().plus(session.graceAfter()))
                        .length();
        return new Inside(session, present, List.of(times));
    }
}
