package io.turnout.protocol.access;

import io.turnout.protocol.access.Verdict.Detail;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which session an entry is for, and what to say where there is none. Sessions are compared by
 * instants alone, so neither midnight nor a change of summer time means anything here.
 */
record SessionChoice(Presented p, BadgeEntry badge, List<DoorSession> sessions) {
    private static final Comparator<DoorSession> BY_START =
            Comparator.comparing(DoorSession::start).thenComparing(DoorSession::id);

    /** How far ahead "come back later" is worth saying: the same day, wherever midnight falls. */
    private static final Duration LATER_TODAY = Duration.ofHours(12);

    /** How long after its end somebody may still be looking for a session. */
    private static final Duration JUST_OVER = Duration.ofHours(1);

    /**
     * The session whose entry is open now: first one the badge is registered for, then targeted by
     * (where the event includes targets), then running, then the next to start; ties by start, then
     * id. By the best time; where none is open then, one that may be open within its bounds.
     */
    Optional<DoorSession> open() {
        return first(session -> isOpen(session, now())).or(() -> first(this::maybeOpen));
    }

    /** Whether entry is open at every time within the bounds. */
    static boolean surelyOpen(DoorSession session, TimeReading time) {
        return isOpen(session, time.earliest()) && isOpen(session, time.latest());
    }

    /**
     * The reason nearest to the truth for this badge: what is true of the nearest of its own
     * sessions (cancelled, too early, too late), otherwise of what is scheduled here right now,
     * otherwise that there is nothing, and what comes next.
     */
    Verdict whyNone() {
        return nearestOwn()
                .or(this::scheduledNow)
                .map(this::reasonAgainst)
                .orElseGet(this::nothingNow);
    }

    private Optional<DoorSession> first(Predicate<DoorSession> eligible) {
        return sessions.stream()
                .filter(session -> !session.cancelled())
                .filter(eligible)
                .min(Comparator.comparingInt(this::rank).thenComparing(BY_START));
    }

    private int rank(DoorSession session) {
        if (badge.registered().contains(session.id())) {
            return 0;
        }
        if (targeted(session)) {
            return 1;
        }
        return isRunning(session) ? 2 : 3;
    }

    private boolean targeted(DoorSession session) {
        return p.list().policy().includeTargets() && badge.targeted().contains(session.id());
    }

    private boolean isRunning(DoorSession session) {
        return !now().isBefore(session.start()) && now().isBefore(session.end());
    }

    private boolean maybeOpen(DoorSession session) {
        return !p.time().latest().isBefore(session.opens())
                && !p.time().earliest().isAfter(session.closes());
    }

    private static boolean isOpen(DoorSession session, Instant time) {
        return !time.isBefore(session.opens()) && !time.isAfter(session.closes());
    }

    private Optional<DoorSession> nearestOwn() {
        return sessions.stream()
                .filter(session -> badge.registered().contains(session.id()) || targeted(session))
                .filter(session -> !session.opens().isAfter(now().plus(LATER_TODAY)))
                .filter(session -> !session.end().isBefore(now().minus(JUST_OVER)))
                .min(Comparator.comparing(this::away).thenComparing(BY_START));
    }

    private Optional<DoorSession> scheduledNow() {
        return sessions.stream()
                .filter(session -> !now().isBefore(session.opens()))
                .filter(session -> now().isBefore(session.end()))
                .min(BY_START);
    }

    /** How long until entry opens, or since it closed; zero in between. */
    private Duration away(DoorSession session) {
        if (now().isBefore(session.opens())) {
            return Duration.between(now(), session.opens());
        }
        return now().isAfter(session.closes())
                ? Duration.between(session.closes(), now())
                : Duration.ZERO;
    }

    private Verdict reasonAgainst(DoorSession session) {
        if (session.cancelled()) {
            return DoorRules.refused(p, Reason.CANCELLED, Detail.of(session.id()));
        }
        return now().isBefore(session.opens())
                ? DoorRules.refused(p, Reason.TOO_EARLY, Detail.of(session.id(), session.opens()))
                : DoorRules.refused(p, Reason.TOO_LATE, Detail.of(session.id(), session.closes()));
    }

    private Verdict nothingNow() {
        Detail next =
                sessions.stream()
                        .filter(session -> !session.cancelled())
                        .filter(session -> session.opens().isAfter(now()))
                        .min(BY_START)
                        .map(session -> Detail.of(session.id(), session.start()))
                        .orElse(Detail.NONE);
        return DoorRules.refused(p, Reason.NO_SESSION_NOW, next);
    }

    private Instant now() {
        return p.time().best();
    }
}
