package io.turnout.hub.credit;

import io.turnout.hub.credit.CreditSettings.Overlap;
import io.turnout.hub.credit.CreditSettings.Uncertain;
import io.turnout.hub.credit.Inside.Reading;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one attendee's times inside earn. A function of them and of the settings: no clock and no
 * order, so whether a session is over is for the reader to say.
 */
public final class CreditRules {
    private final List<Inside> all;
    private final Overlap overlap;
    private final Shares best;
    private final Map<SessionId, String> titles;

    private CreditRules(Collection<Inside> attended, Overlap overlap) {
        this.all =
                attended.stream()
                        .sorted(
                                Comparator.comparing((Inside one) -> one.session().start())
                                        .thenComparing(one -> one.session().id()))
                        .toList();
        this.overlap = overlap;
        this.best = shares(_ -> Reading.BEST);
        this.titles =
                all.stream()
                        .map(Inside::session)
                        .collect(Collectors.toMap(CreditSession::id, CreditSession::title));
    }

    /**
     * One line for each session, by start, then by id.
     *
     * @param attended all of one attendee, each session once
     */
    public static List<CreditLine> lines(Collection<Inside> attended, Overlap overlap) {
        CreditRules rules = new CreditRules(attended, overlap);
        return rules.all.stream().map(rules::line).toList();
    }

    /** What is cancelled takes no time from others. */
    private Shares shares(Function<Inside, Reading> reading) {
        return Shares.of(
                all.stream()
                        .filter(one -> !one.session().cancelled())
                        .map(one -> Claim.of(one, reading.apply(one)))
                        .toList(),
                overlap);
    }

    private CreditLine line(Inside inside) {
        CreditSession session = inside.session();
        Duration counted = cut(best, session);
        Duration least = counted;
        Duration most = counted;
        if (all.stream().anyMatch(Inside::isUncertain)) {
            least = cut(shares(one -> isOf(one, session) ? Reading.LEAST : Reading.MOST), session);
            most = cut(shares(one -> isOf(one, session) ? Reading.MOST : Reading.LEAST), session);
        }
        boolean certain = session.settings().uncertain() == Uncertain.IF_CERTAIN;
        return line(inside, new Counted(certain ? least : counted, least, most));
    }

    private static boolean isOf(Inside inside, CreditSession session) {
        return inside.session().id().equals(session.id());
    }

    /**
     * What counts of a session.
     *
     * @param time by which it is decided
     */
    record Counted(Duration time, Duration least, Duration most) {}

    private CreditLine line(Inside inside, Counted counted) {
        CreditSession session = inside.session();
        boolean granted = earns(session, counted.time());
        Explanation why = new Explanation(inside, counted);
        why.times();
        why.shares(best, other -> titles.getOrDefault(other, other.value()));
        why.uncertainty();
        why.decision(granted);
        List<Credit> credits = granted ? earned(session, counted.time()) : List.of();
        why.credits(granted);
        return new CreditLine(
                session.id(),
                session.title(),
                session.start(),
                session.end(),
                inside.present(),
                counted.time(),
                counted.least(),
                counted.most(),
                granted,
                earns(session, counted.least()) != earns(session, counted.most()),
                credits,
                why.reasons());
    }

    private static Duration cut(Shares shares, CreditSession session) {
        Duration given = shares.of(session.id());
        return given.compareTo(session.length()) > 0 ? session.length() : given;
    }

    private static boolean earns(CreditSession session, Duration counted) {
        return !session.cancelled()
                && counted.isPositive()
                && session.settings().minimum().isMetBy(counted, session.length());
    }

    private static List<Credit> earned(CreditSession session, Duration counted) {
        Earned earned = new Earned(session, counted);
        return session.fields().stream()
                .map(full -> new Credit(full.field(), earned.of(full.credits())))
                .toList();
    }
}
