package io.turnout.protocol.access;

import io.turnout.protocol.access.Verdict.Admitted;
import io.turnout.protocol.access.Verdict.AskStaff;
import io.turnout.protocol.access.Verdict.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The second half of {@link DoorRules}: who may come in (7 to 11). Each check hands on to the next.
 */
final class EntryRules {
    private EntryRules() {}

    /**
     * Who wants in.
     *
     * @param known false where neither list nor hub has the badge, and the event lets it go on
     */
    record Subject(BadgeEntry entry, boolean known) {}

    /** An entry on its way through the checks. */
    private record Entry(
            Presented p, Subject subject, DoorSession session, Optional<Reason> doubt) {
        /** Goes on in doubt; the first doubt is the one that is told. */
        Entry doubted(Reason reason) {
            return new Entry(p, subject, session, doubt.or(() -> Optional.of(reason)));
        }

        SessionId id() {
            return session.id();
        }

        boolean inside() {
            return p.state().inside().equals(Optional.of(id()));
        }

        Verdict refused(Reason reason) {
            return DoorRules.refused(p, reason, Detail.of(id()));
        }
    }

    // 7. Which session.
    static Verdict enter(Presented p, Subject subject, List<DoorSession> sessions) {
        SessionChoice choice = new SessionChoice(p, subject.entry(), sessions);
        Optional<Reason> doubt =
                subject.known() ? Optional.empty() : Optional.of(Reason.NOT_ON_LIST_AS_OF);
        return choice.open()
                .map(session -> certainTime(new Entry(p, subject, session, doubt)))
                .orElseGet(choice::whyNone);
    }

    // 7. Where the bounds of the time straddle the window's edge, the policy decides.
    private static Verdict certainTime(Entry entry) {
        if (SessionChoice.surelyOpen(entry.session(), entry.p().time())) {
            return access(entry);
        }
        Reason reason = Reason.TIME_UNCERTAIN;
        WalkIn policy = entry.p().list().policy().uncertainTime();
        return DoorRules.kept(entry.p(), policy, reason, Detail.of(entry.id()))
                .orElseGet(() -> access(entry.doubted(reason)));
    }

    // 8. Open to all; registered; targeted; or a walk-in. Of an unknown badge nobody knows what it
    // is registered for: the event that lets it go on means it to get in.
    private static Verdict access(Entry entry) {
        boolean mayPass =
                entry.session().access() == Access.OPEN
                        || entitlement(entry).isPresent()
                        || !entry.subject().known();
        if (mayPass) {
            return reEntry(entry);
        }
        WalkIn policy = entry.session().walkIn();
        return DoorRules.kept(entry.p(), policy, Reason.NOT_REGISTERED, Detail.of(entry.id()))
                .orElseGet(() -> reEntry(entry.doubted(Reason.WALK_IN)));
    }

    private static Optional<Reason> entitlement(Entry entry) {
        BadgeEntry badge = entry.subject().entry();
        if (badge.registered().contains(entry.id())) {
            return Optional.of(Reason.REGISTERED);
        }
        boolean targeted =
                entry.p().list().policy().includeTargets() && badge.targeted().contains(entry.id());
        return targeted ? Optional.of(Reason.TARGETED) : Optional.empty();
    }

    // 9. Coming in again.
    private static Verdict reEntry(Entry entry) {
        boolean usedBefore = entry.inside() || entry.p().state().used().contains(entry.id());
        return switch (entry.session().reEntry()) {
            case FREE -> entry.inside() ? alreadyIn(entry) : capacity(entry);
            case AFTER_EXIT ->
                    entry.inside() ? entry.refused(Reason.ALREADY_INSIDE) : capacity(entry);
            case ONCE -> usedBefore ? entry.refused(Reason.ALREADY_USED) : capacity(entry);
        };
    }

    private static Verdict alreadyIn(Entry entry) {
        return new Admitted(
                Reason.ALREADY_IN,
                Detail.of(entry.id()),
                List.of(new Effect.Enter(entry.id(), false)),
                entry.doubt().isPresent(),
                DoorRules.basis(entry.p()));
    }

    // 10. A seat, where seats are counted.
    private static Verdict capacity(Entry entry) {
        Optional<Seats> seats = Optional.ofNullable(entry.p().state().seats().get(entry.id()));
        return seats.filter(lent -> lent.left() == 0)
                .map(none -> withoutSeat(entry, none))
                .orElseGet(() -> admitted(entry));
    }

    // 10. Nobody lends an attendant seats: away from the hub, that none is known does not mean that
    // none is left.
    private static Verdict withoutSeat(Entry entry, Seats none) {
        if (none.certain()) {
            return entry.refused(Reason.FULL);
        }
        return entry.p().door().way() == Way.ATTENDANT && !entry.p().online()
                ? new AskStaff(
                        Reason.FULL_AS_FAR_AS_KNOWN,
                        Detail.of(entry.id()),
                        DoorRules.basis(entry.p()))
                : entry.refused(Reason.FULL_AS_FAR_AS_KNOWN);
    }

    // 11. In; and out of whatever else in this room the badge was inside of.
    private static Verdict admitted(Entry entry) {
        List<Effect> effects = new ArrayList<>();
        Optional<SessionId> left = entry.p().state().inside();
        left.ifPresent(session -> effects.add(new Effect.Leave(Optional.of(session))));
        effects.add(new Effect.Enter(entry.id(), true));
        return new Admitted(
                entry.doubt().or(() -> entitlement(entry)).orElse(Reason.OPEN),
                Detail.of(entry.id()),
                effects,
                entry.doubt().isPresent(),
                DoorRules.basis(entry.p()));
    }
}
