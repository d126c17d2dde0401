package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.crypto.HmacFingerprinter;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The badges of an event: made, listed, and taken out of use. Thread-safe. */
public final class Badges {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final EventChanged changed;
    private final EventChanged stateChanged;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param stateChanged is told first when a badge was taken out of use or given back: doors must
     *     know at once
     */
    public Badges(
            Database database,
            Audit audit,
            InstantSource clock,
            EventChanged changed,
            EventChanged stateChanged) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
        this.stateChanged = stateChanged;
    }

    /**
     * Makes a short code for each attendee who has no active badge. Who has a blocked one gets
     * none: blocking is meant for the person, and a new badge would undo it silently.
     *
     * @param who for the audit
     * @return how many were made
     */
    public int issue(EventFacts event, String who) {
        int issued = database.write(handle -> issue(handle, event, who));
        if (issued > 0) {
            changed.happened(event.id());
        }
        return issued;
    }

    /** What came of setting a badge's state. */
    public sealed interface Change {
        /** It is so now, or was already. */
        record Done(AttendeeNumber attendee, BadgeState state) implements Change {}

        record NoSuchBadge() implements Change {}
    }

    /**
     * Sets a badge's state.
     *
     * @param code as printed, typed or scanned
     * @param who for the audit
     */
    public Change setState(EventFacts event, String code, BadgeState state, String who) {
        String fingerprint = event.fingerprinter().of(BadgeText.canonical(code)).toString();
        Kept kept = database.write(handle -> setState(handle, event, fingerprint, state, who));
        if (kept.wrote()) {
            stateChanged.happened(event.id());
            changed.happened(event.id());
        }
        return kept.attendee()
                .<Change>map(attendee -> new Change.Done(attendee, state))
                .orElseGet(Change.NoSuchBadge::new);
    }

    /** Writes all badges of the event as CSV: attendee, code, state; by attendee, then code. */
    public void list(EventFacts event, OutputStream out) {
        CsvSheet sheet = CsvSheet.plain(out, List.of("attendee", "code", "state"));
        String sql =
                """
                SELECT a.number, b.code, b.state FROM badge b JOIN attendee a ON a.id = b.attendee
                WHERE b.event = ? ORDER BY a.number, b.code
                """;
        database.read(handle -> {
            handle.createQuery(sql)
                    .bind(0, event.id().value())
                    .map((row, _) ->
                            List.of(
                                    row.getString("number"),
                                    row.getString("code"),
                                    row.getString("state")))
                    .forEach(sheet::row);
            return true;
        });
        sheet.finish();
    }

    private record Kept(Optional<AttendeeNumber> attendee, boolean wrote) {}

    private int issue(Handle handle, EventFacts event, String who) {
        List<Long> without =
                handle.createQuery(
                                """
                                SELECT a.id FROM attendee a
                                WHERE a.event = ? AND a.erased_ms IS NULL AND NOT EXISTS (
                                    SELECT 1 FROM badge b
                                    WHERE b.attendee = a.id AND b.state IN ('active', 'blocked'))
                                ORDER BY a.id
                                """)
                        .bind(0, event.id().value())
                        .mapTo(Long.class)
                        .list();
        AttendeeTables tables = new AttendeeTables(handle, event);
        Set<String> taken = new HashSet<>(tables.badges().keySet());
        HmacFingerprinter fingerprinter = event.fingerprinter();
        Map<Long, ListedAttendee.Badge> badges = new HashMap<>();
        for (Long attendee : without) {
            badges.put(attendee, fresh(event, fingerprinter, taken));
        }
        tables.forget(badges.keySet());
        tables.addBadges(badges);
        tables.catchUp();
        if (!badges.isEmpty()) {
            audit.add(handle, who, "issue badges", event.id().value(), badges.size() + " issued");
        }
        return badges.size();
    }

    /** Of 2^40 codes hardly any is taken, so this ends at once. */
    private ListedAttendee.Badge fresh(
            EventFacts event, HmacFingerprinter fingerprinter, Set<String> taken) {
        while (true) {
            String code = ShortCode.of(event.tag(), random.nextLong()).text();
            ListedAttendee.Badge badge = new ListedAttendee.Badge(fingerprinter.of(code), code);
            if (taken.add(badge.fingerprint().toString())) {
                return badge;
            }
        }
    }

    private Kept setState(
            Handle handle, EventFacts event, String fingerprint, BadgeState state, String who) {
        Optional<AttendeeNumber> attendee = find(handle, event, fingerprint);
        String name = state.name().toLowerCase(Locale.ROOT);
        int rows =
                handle.execute(
                        "UPDATE badge SET state = ? WHERE event = ? AND fingerprint = ?"
                                + " AND state <> ? AND attendee NOT IN"
                                + " (SELECT id FROM attendee WHERE erased_ms IS NOT NULL)",
                        name,
                        event.id().value(),
                        fingerprint,
                        name);
        if (rows > 0) {
            handle.execute(
                    "UPDATE badge SET state_serial = ?, state_ms = ?"
                            + " WHERE event = ? AND fingerprint = ?",
                    ChangeMark.next(handle),
                    clock.millis(),
                    event.id().value(),
                    fingerprint);
            audit.add(handle, who, "set badge " + name, event.id().value(), fingerprint);
        }
        return new Kept(attendee, rows > 0);
    }

    private static Optional<AttendeeNumber> find(
            Handle handle, EventFacts event, String fingerprint) {
        return handle.createQuery(
                        """
                        SELECT a.number FROM badge b JOIN attendee a ON a.id = b.attendee
                        WHERE b.event = ? AND b.fingerprint = ?
                        """)
                .bind(0, event.id().value())
                .bind(1, fingerprint)
                .map((row, _) -> new AttendeeNumber(row.getString("number")))
                .findOne();
    }
}
