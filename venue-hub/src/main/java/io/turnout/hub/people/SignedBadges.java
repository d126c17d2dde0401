package io.turnout.hub.people;

import io.turnout.hub.agenda.EventDays;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.badge.SignedCode;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The signed form of badges: doors believe it before any list has told them of the badge. Which
 * state the badge is in still comes from the list. Thread-safe.
 */
public final class SignedBadges {
    private final Database database;
    private final Audit audit;
    private final EventKeys keys;

    public SignedBadges(Database database, Audit audit, EventKeys keys) {
        this.database = database;
        this.audit = audit;
        this.keys = keys;
    }

    /** What came of signing. */
    public sealed interface Outcome {
        /** The same badge has the same text as long as the event has the same days. */
        record Done(SignedCode badge) implements Outcome {}

        record NoSuchBadge() implements Outcome {}

        /** A code of somebody else's making has no serial to sign. */
        record NotOurs() implements Outcome {}

        /** A signature outlives what lists say, so what is out of use gets none. */
        record OutOfUse(BadgeState state) implements Outcome {}

        /** Without sessions there are no days that the badge could be valid on. */
        record NoDays() implements Outcome {}
    }

    /**
     * Signs a badge of the event for the event's days.
     *
     * @param code as printed, typed or scanned
     * @param who for the audit
     */
    public Outcome sign(EventFacts event, String code, String who) {
        String fingerprint = event.fingerprinter().of(BadgeText.canonical(code)).toString();
        return database.write(handle -> {
            Outcome outcome =
                    find(handle, event, fingerprint)
                            .map(badge -> sign(handle, event, badge))
                            .orElseGet(Outcome.NoSuchBadge::new);
            if (outcome instanceof Outcome.Done) {
                audit.add(handle, who, "sign badge", event.id().value(), fingerprint);
            }
            return outcome;
        });
    }

    private record Kept(String code, BadgeState state) {}

    private Outcome sign(Handle handle, EventFacts event, Kept badge) {
        Optional<ShortCode> ours = ours(event, badge.code());
        if (ours.isEmpty()) {
            return new Outcome.NotOurs();
        }
        if (badge.state() != BadgeState.ACTIVE) {
            return new Outcome.OutOfUse(badge.state());
        }
        return EventDays.find(handle, event)
                .<Outcome>map(days -> new Outcome.Done(sign(event, ours.get(), days)))
                .orElseGet(Outcome.NoDays::new);
    }

    private SignedCode sign(EventFacts event, ShortCode code, EventDays days) {
        return SignedCode.of(
                new SignedCode.Claim(EventKeys.KEY_ID, code, days.from(), days.until()),
                content -> keys.sign(event.id(), content));
    }

    private static Optional<ShortCode> ours(EventFacts event, String code) {
        return BadgeText.read(code) instanceof BadgeText.Reading.Unsigned(ShortCode read)
                        && read.event().equals(event.tag())
                ? Optional.of(read)
                : Optional.empty();
    }

    private static Optional<Kept> find(Handle handle, EventFacts event, String fingerprint) {
        return handle.createQuery(
                        "SELECT code, state FROM badge WHERE event = ? AND fingerprint = ?")
                .bind(0, event.id().value())
                .bind(1, fingerprint)
                .map((row, _) ->
                        new Kept(
                                row.getString("code"),
                                BadgeState.valueOf(
                                        row.getString("state").toUpperCase(Locale.ROOT))))
                .findOne();
    }
}
