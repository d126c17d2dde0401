package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.ShortCode;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The badges of one attendee, or of a few picked ones: made, registered, exchanged and taken out of
 * use. Thread-safe.
 */
public final class BadgeDesk {
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
    public BadgeDesk(
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

    /** A badge as it is kept. */
    public record Kept(
            String fingerprint, String code, BadgeState state, long attendee, long sinceMs) {
        /** The state as it is stored and shown by. */
        public String key() {
            return key(state);
        }

        static String key(BadgeState state) {
            return state.name().toLowerCase(Locale.ROOT);
        }

        /** Without the code, so that it may stand in a log. */
        @Override
        public String toString() {
            return "Kept[%s, %s]".formatted(fingerprint, state);
        }
    }

    /** What came of registering somebody else's code as a badge. */
    public sealed interface Registered {
        record Done(Kept badge) implements Registered {}

        /** No reader gives such a text. */
        record Unreadable() implements Registered {}

        /** The code is a badge already; whose. */
        record Taken(Attendee owner, BadgeState state) implements Registered {}

        /** It has the form of codes that this hub makes, and none was made like it. */
        record OfOurForm() implements Registered {}
    }

    /** A badge of an event. */
    public Optional<Kept> find(EventFacts event, String fingerprint) {
        return database.read(handle -> find(handle, event, fingerprint));
    }

    /** The badges of an attendee, active ones first. */
    public List<Kept> of(EventFacts event, long attendee) {
        return database.read(handle -> of(handle, event, attendee));
    }

    /** Makes a badge for an attendee; empty where there is no such attendee. */
    public Optional<Kept> issue(EventFacts event, long attendee, String who) {
        Optional<Kept> made =
                database.write(handle ->
                        PeopleBook.find(handle, event.id(), attendee)
                                .filter(found -> !found.erased())
                                .map(found -> issue(handle, event, found.id(), who)));
        made.ifPresent(_ -> changed.happened(event.id()));
        return made;
    }

    /**
     * Gives an attendee a new badge; the old one is replaced. Empty where there is no such badge,
     * or where it was out of use already.
     */
    public Optional<Kept> reissue(EventFacts event, String fingerprint, String who) {
        Optional<Kept> made =
                database.write(handle ->
                        find(handle, event, fingerprint)
                                .filter(old -> old.state() == BadgeState.ACTIVE)
                                .map(old -> {
                                    set(handle, event, List.of(old), BadgeState.REPLACED, who);
                                    return issue(handle, event, old.attendee(), who);
                                }));
        made.ifPresent(_ -> tell(event));
        return made;
    }

    /**
     * Sets the state of badges, all in one transaction.
     *
     * @return how many were in another state before
     */
    public int setState(EventFacts event, List<String> fingerprints, BadgeState state, String who) {
        int set =
                database.write(handle -> {
                    List<Kept> other = new ArrayList<>();
                    for (String fingerprint : fingerprints) {
                        find(handle, event, fingerprint)
                                .filter(badge -> badge.state() != state)
                                .filter(badge -> !isErased(handle, event, badge))
                                .ifPresent(other::add);
                    }
                    set(handle, event, other, state, who);
                    return other.size();
                });
        if (set > 0) {
            tell(event);
        }
        return set;
    }

    /** Registers a code of somebody else's making as an attendee's badge. */
    public Registered register(EventFacts event, long attendee, String text, String who) {
        BadgeText.Reading read = BadgeText.read(text);
        if (read instanceof BadgeText.Reading.Unreadable) {
            return new Registered.Unreadable();
        }
        String code = BadgeText.canonical(text);
        Registered result = database.write(handle -> register(handle, event, attendee, code, who));
        if (result instanceof Registered.Done) {
            changed.happened(event.id());
        }
        return result;
    }

    private Registered register(
            Handle handle, EventFacts event, long attendee, String code, String who) {
        String fingerprint = event.fingerprinter().of(code).toString();
        Optional<Kept> taken = find(handle, event, fingerprint);
        if (taken.isPresent()) {
            Attendee owner =
                    PeopleBook.find(handle, event.id(), taken.get().attendee()).orElseThrow();
            return new Registered.Taken(owner, taken.get().state());
        }
        if (BadgeText.read(code) instanceof BadgeText.Reading.Unsigned(ShortCode ours)
                && ours.event().equals(event.tag())) {
            return new Registered.OfOurForm();
        }
        return new Registered.Done(add(handle, event, attendee, code, who));
    }

    /**
     * Makes a badge for an attendee who was found before, inside a transaction of somebody else's,
     * who tells of it after the commit.
     */
    public Kept issue(Handle handle, EventFacts event, long attendee, String who) {
        while (true) { // of 2^40 codes hardly any is taken
            String code = ShortCode.of(event.tag(), random.nextLong()).text();
            if (find(handle, event, event.fingerprinter().of(code).toString()).isEmpty()) {
                return add(handle, event, attendee, code, who);
            }
        }
    }

    private Kept add(Handle handle, EventFacts event, long attendee, String code, String who) {
        String fingerprint = event.fingerprinter().of(code).toString();
        handle.execute(
                "INSERT INTO badge (event, fingerprint, attendee, code) VALUES (?, ?, ?, ?)",
                event.id().value(),
                fingerprint,
                attendee,
                code);
        AttendeeSearch.forget(handle, attendee);
        AttendeeSearch.catchUp(handle, event.id().value());
        String subject = PeopleBook.subject(event.id(), attendee);
        audit.add(handle, who, "add badge", subject, fingerprint);
        return find(handle, event, fingerprint).orElseThrow();
    }

    private static boolean isErased(Handle handle, EventFacts event, Kept badge) {
        return PeopleBook.find(handle, event.id(), badge.attendee())
                .filter(Attendee::erased)
                .isPresent();
    }

    private void set(
            Handle handle, EventFacts event, List<Kept> badges, BadgeState state, String who) {
        if (badges.isEmpty()) {
            return;
        }
        long serial = ChangeMark.next(handle);
        for (Kept badge : badges) {
            handle.execute(
                    "UPDATE badge SET state = ?, state_serial = ?, state_ms = ?"
                            + " WHERE event = ? AND fingerprint = ?",
                    Kept.key(state),
                    serial,
                    clock.millis(),
                    event.id().value(),
                    badge.fingerprint());
            String subject = PeopleBook.subject(event.id(), badge.attendee());
            audit.add(handle, who, "set badge " + Kept.key(state), subject, badge.fingerprint());
        }
    }

    private void tell(EventFacts event) {
        stateChanged.happened(event.id());
        changed.happened(event.id());
    }

    static List<Kept> of(Handle handle, EventFacts event, long attendee) {
        return handle.createQuery(
                        """
                        SELECT fingerprint, code, state, attendee, state_ms FROM badge
                        WHERE event = ? AND attendee = ?
                        ORDER BY CASE state WHEN 'active' THEN 0 ELSE 1 END, state_ms DESC, code
                        """)
                .bind(0, event.id().value())
                .bind(1, attendee)
                .map((row, _) -> kept(row))
                .list();
    }

    private static Optional<Kept> find(Handle handle, EventFacts event, String fingerprint) {
        return handle.createQuery(
                        "SELECT fingerprint, code, state, attendee, state_ms FROM badge"
                                + " WHERE event = ? AND fingerprint = ?")
                .bind(0, event.id().value())
                .bind(1, fingerprint)
                .map((row, _) -> kept(row))
                .findOne();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("fingerprint"),
                row.getString("code"),
                BadgeState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("attendee"),
                row.getLong("state_ms"));
    }
}
