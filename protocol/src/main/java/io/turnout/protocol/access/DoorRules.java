package io.turnout.protocol.access;

import io.turnout.protocol.access.Presentation.Form;
import io.turnout.protocol.access.Verdict.Admitted;
import io.turnout.protocol.access.Verdict.AskStaff;
import io.turnout.protocol.access.Verdict.Basis;
import io.turnout.protocol.access.Verdict.Detail;
import io.turnout.protocol.access.Verdict.Refused;
import io.turnout.protocol.access.Verdict.Repeated;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The door's rules: one pure function from what was presented to a verdict. The checks stand in the
 * order in which they decide (1 to 11); the first that decides, does.
 *
 * <p>Leaving is never kept in: where a read means an exit, what is wrong with a badge (2) or
 * unknown of it (4) flags the exit and does not stop it. Only what cannot be told to be this badge
 * at all is refused there: an unreadable text, another event's badge, a forged signature.
 *
 * <p>Where a policy admits in doubt, the admission is flagged and the first doubt names the reason:
 * not on the list (4), time uncertain (7), walk-in (8).
 */
public final class DoorRules {
    /** What is taken for known of a badge that no list has and that is let on all the same. */
    private static final BadgeEntry BELIEVED =
            new BadgeEntry(BadgeState.ACTIVE, Set.of(), Set.of());

    private DoorRules() {}

    /**
     * Whether the hub should be asked about a badge before deciding, because the list lacks it. Not
     * for what is surely none of this event's badges: another event's, a torn or forged one.
     */
    public static boolean wantsHub(Presentation presentation, Knowledge knowledge) {
        if (!(knowledge instanceof Knowledge.NotListed)) {
            return false;
        }
        return switch (presentation) {
            case Presentation.Unreadable() -> false;
            case Presentation.Text text -> text.form() == Form.OURS || text.form() == Form.FOREIGN;
            case Presentation.Signed signed -> signed.genuine();
        };
    }

    /**
     * Decides. The checks stand in the order in which they decide; the first that decides, does.
     */
    public static Verdict decide(Presented presented) {
        return notABadgeOfOurs(presented)
                .or(() -> badBadge(presented))
                .or(() -> repeat(presented))
                .or(() -> unknownBadge(presented))
                .orElseGet(() -> direction(presented));
    }

    // 1. Unreadable, or a badge of another event. A list may hold codes of any shape.
    private static Optional<Verdict> notABadgeOfOurs(Presented p) {
        return switch (p.presentation()) {
            case Presentation.Unreadable() -> Optional.of(refused(p, Reason.UNREADABLE));
            case Presentation.Signed signed -> Optional.empty();
            case Presentation.Text text when entry(p).isPresent() -> Optional.empty();
            case Presentation.Text text ->
                    switch (text.form()) {
                        case OURS -> Optional.empty();
                        case OTHER_EVENT -> Optional.of(refused(p, Reason.OTHER_EVENT));
                        case TORN, FOREIGN -> Optional.of(refused(p, Reason.UNREADABLE));
                    };
        };
    }

    // 2. Forged, expired, not yet valid; revoked, blocked, replaced.
    private static Optional<Verdict> badBadge(Presented p) {
        if (p.presentation() instanceof Presentation.Signed signed && !signed.genuine()) {
            return Optional.of(refused(p, Reason.FORGED));
        }
        return leaving(p) ? Optional.empty() : badness(p);
    }

    private static Optional<Verdict> badness(Presented p) {
        return outsideValidity(p).or(() -> badState(p));
    }

    private static Optional<Verdict> outsideValidity(Presented p) {
        if (!(p.presentation() instanceof Presentation.Signed signed)) {
            return Optional.empty();
        }
        if (!p.time().earliest().isBefore(signed.notAfter())) {
            return Optional.of(refused(p, Reason.EXPIRED, Detail.at(signed.notAfter())));
        }
        if (p.time().latest().isBefore(signed.notBefore())) {
            return Optional.of(refused(p, Reason.NOT_YET_VALID, Detail.at(signed.notBefore())));
        }
        return Optional.empty();
    }

    private static Optional<Verdict> badState(Presented p) {
        return entry(p).flatMap(entry ->
                switch (entry.state()) {
                    case ACTIVE -> Optional.empty();
                    case REVOKED -> Optional.of(refused(p, Reason.REVOKED));
                    case BLOCKED -> Optional.of(refused(p, Reason.BLOCKED));
                    case REPLACED -> Optional.of(refused(p, Reason.REPLACED));
                });
    }

    // 3. The same badge at the same side within the cool-down, refused ones too. The cool-down ends
    // at its very end; a clock that was set back a little does not end it.
    private static Optional<Verdict> repeat(Presented p) {
        return p.state()
                .former()
                .filter(former ->
                        Duration.between(former.at(), p.time().best())
                                        .abs()
                                        .compareTo(p.list().policy().coolDown())
                                < 0)
                .map(former -> new Repeated(innermost(former.verdict())));
    }

    private static Verdict innermost(Verdict verdict) {
        return verdict instanceof Repeated(Verdict former) ? innermost(former) : verdict;
    }

    // 4. Neither list nor hub has it.
    private static Optional<Verdict> unknownBadge(Presented p) {
        if (entry(p).isPresent() || leaving(p)) {
            return Optional.empty();
        }
        if (p.knowledge() instanceof Knowledge.UnknownToHub) {
            return Optional.of(refused(p, Reason.UNKNOWN));
        }
        Detail asOf = Detail.at(p.list().asOf());
        return kept(p, p.list().policy().notOnList(), Reason.NOT_ON_LIST_AS_OF, asOf);
    }

    // 5. In or out; at a door of both, by what it knows of the badge.
    private static Verdict direction(Presented p) {
        if (!leaving(p)) {
            return EntryRules.enter(p, subject(p), p.list().sessions());
        }
        return turnover(p).orElseGet(() -> exit(p));
    }

    private static boolean leaving(Presented p) {
        return switch (p.door().mode()) {
            case IN -> false;
            case OUT -> true;
            case AUTO -> p.state().inside().isPresent();
        };
    }

    // 5. Turnover: who is inside a session that is about to end, or over, moves to another one by
    // one scan. Anything in doubt about the other makes it a plain exit.
    private static Optional<Verdict> turnover(Presented p) {
        boolean possible = p.door().mode() == Mode.AUTO && badness(p).isEmpty();
        return p.state()
                .inside()
                .filter(inside -> possible && aboutToEnd(p, inside))
                .flatMap(inside -> into(p, inside));
    }

    private static boolean aboutToEnd(Presented p, SessionId inside) {
        Duration turnover = p.list().policy().turnover();
        return p.list().sessions().stream()
                .filter(session -> session.id().equals(inside))
                .anyMatch(session -> !p.time().earliest().isBefore(session.end().minus(turnover)));
    }

    private static Optional<Verdict> into(Presented p, SessionId inside) {
        List<DoorSession> others =
                p.list().sessions().stream()
                        .filter(session -> !session.id().equals(inside))
                        .toList();
        Verdict verdict = EntryRules.enter(p, subject(p), others);
        return verdict instanceof Admitted admitted && !admitted.flagged()
                ? Optional.of(admitted)
                : Optional.empty();
    }

    // 6. Exit: always let go.
    private static Verdict exit(Presented p) {
        Optional<SessionId> inside = p.state().inside();
        Reason reason = inside.isPresent() ? Reason.LEFT : Reason.OUT_WITHOUT_IN;
        boolean flagged = entry(p).isEmpty() || badness(p).isPresent();
        return new Admitted(
                reason,
                new Detail(inside, Optional.empty()),
                List.of(new Effect.Leave(inside)),
                flagged,
                basis(p));
    }

    /**
     * What is known of the badge. A genuine signature is believed where neither list nor hub has
     * it.
     */
    private static Optional<BadgeEntry> entry(Presented p) {
        return switch (p.knowledge()) {
            case Knowledge.Listed(BadgeEntry entry) -> Optional.of(entry);
            case Knowledge.KnownToHub(BadgeEntry entry) -> Optional.of(entry);
            case Knowledge.UnknownToHub(), Knowledge.NotListed() ->
                    p.presentation() instanceof Presentation.Signed
                            ? Optional.of(BELIEVED)
                            : Optional.empty();
        };
    }

    private static EntryRules.Subject subject(Presented p) {
        return entry(p).map(entry -> new EntryRules.Subject(entry, true))
                .orElseGet(() -> new EntryRules.Subject(BELIEVED, false));
    }

    /**
     * What a policy for doubtful cases says: empty where it lets the badge go on, to be flagged.
     */
    static Optional<Verdict> kept(Presented p, WalkIn policy, Reason reason, Detail detail) {
        return switch (policy) {
            case ADMIT_FLAGGED -> Optional.empty();
            case REFUSE -> Optional.of(refused(p, reason, detail));
            case ASK_STAFF -> Optional.of(new AskStaff(reason, detail, basis(p)));
        };
    }

    private static Refused refused(Presented p, Reason reason) {
        return refused(p, reason, Detail.NONE);
    }

    static Refused refused(Presented p, Reason reason, Detail detail) {
        return new Refused(reason, detail, basis(p));
    }

    static Basis basis(Presented p) {
        return new Basis(p.list().revision(), p.online());
    }
}
