package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Attendees one by one: found, made, changed, removed. Thread-safe. */
public final class PeopleBook {
    private static final List<String> TABLES =
            List.of(
                    "attendee_group",
                    "attendee_field",
                    "registration",
                    "target_person",
                    "meeting_person",
                    "meeting_notice",
                    "path_person",
                    "badge");

    private final Database database;
    private final Audit audit;
    private final EventChanged changed;

    public PeopleBook(Database database, Audit audit, EventChanged changed) {
        this.database = database;
        this.audit = audit;
        this.changed = changed;
    }

    /** What came of storing an attendee. */
    public sealed interface Outcome {
        record Done(Attendee attendee) implements Outcome {}

        /** Another attendee of the event has the number. */
        record NumberTaken(Attendee other) implements Outcome {}

        /** Somebody else changed the attendee since the form was made. */
        record Stale(Attendee now, Audit.Entry last) implements Outcome {}

        record Unknown() implements Outcome {}
    }

    /** What came of removing an attendee. */
    public sealed interface Removal {
        record Done() implements Removal {}

        /** Scans tell of them: they must stay attributable. */
        record HasAttendance() implements Removal {}

        record Unknown() implements Removal {}
    }

    public Optional<Attendee> find(EventId event, long id) {
        return database.read(handle -> find(handle, event, id));
    }

    /** The attendee of that number. */
    public Optional<Attendee> find(EventId event, AttendeeNumber number) {
        return database.read(handle -> byNumber(handle, event, number));
    }

    /**
     * Makes an attendee.
     *
     * @param who for the audit
     */
    public Outcome create(EventFacts event, Attendee.Details wanted, String who) {
        Outcome outcome = database.write(handle -> create(handle, event.id(), wanted, who));
        return told(event, outcome);
    }

    /**
     * Changes an attendee, where the version is still that of {@code wanted}.
     *
     * @param who for the audit
     */
    public Outcome change(EventFacts event, Attendee wanted, String who) {
        Outcome outcome = database.write(handle -> change(handle, event.id(), wanted, who));
        return told(event, outcome);
    }

    /**
     * Removes an attendee of whom no scan tells, with registrations, targets and badges.
     *
     * @param who for the audit
     */
    public Removal remove(EventFacts event, long id, String who) {
        Removal removal =
                database.write(handle -> {
                    if (find(handle, event.id(), id).isEmpty()) {
                        return new Removal.Unknown();
                    }
                    if (hasAttendance(handle, id)) {
                        return new Removal.HasAttendance();
                    }
                    erase(handle, id);
                    audit.add(handle, who, "remove attendee", subject(event.id(), id), "");
                    return new Removal.Done();
                });
        if (removal instanceof Removal.Done) {
            changed.happened(event.id());
        }
        return removal;
    }

    /** What the audit calls an attendee. */
    public static String subject(EventId event, long id) {
        return event.value() + "/people/" + id;
    }

    public static Optional<Attendee> find(Handle handle, EventId event, long id) {
        return handle.createQuery("SELECT * FROM attendee WHERE event = ? AND id = ?")
                .bind(0, event.value())
                .bind(1, id)
                .map((row, _) -> attendee(handle, row))
                .findOne();
    }

    /** The attendee of that number. */
    public static Optional<Attendee> find(Handle handle, EventId event, AttendeeNumber number) {
        return byNumber(handle, event, number);
    }

    static Optional<Attendee> byNumber(Handle handle, EventId event, AttendeeNumber number) {
        return handle.createQuery("SELECT * FROM attendee WHERE event = ? AND number = ?")
                .bind(0, event.value())
                .bind(1, number.value())
                .map((row, _) -> attendee(handle, row))
                .findOne();
    }

    /** Whether a scan was made with a badge of theirs, or a correction or a meeting is of them. */
    static boolean hasAttendance(Handle handle, long id) {
        return handle.createQuery(
                                """
                                SELECT count(*) FROM (
                                  SELECT 1 FROM badge b
                                  JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                                  WHERE b.attendee = :id
                                  UNION ALL SELECT 1 FROM presence WHERE attendee = :id
                                  UNION ALL SELECT 1 FROM meeting_person WHERE attendee = :id
                                  UNION ALL SELECT 1 FROM correction_line
                                  WHERE attendee = :id) some
                                """)
                        .bind("id", id)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Removes all that is kept of somebody. */
    static void erase(Handle handle, long id) {
        AttendeeSearch.erase(handle, id);
        for (String table : TABLES) {
            handle.execute("DELETE FROM " + table + " WHERE attendee = ?", id);
        }
        handle.execute("DELETE FROM attendee WHERE id = ?", id);
    }

    private Outcome create(Handle handle, EventId event, Attendee.Details wanted, String who) {
        Optional<Attendee> other = byNumber(handle, event, wanted.number());
        if (other.isPresent()) {
            return new Outcome.NumberTaken(other.get());
        }
        handle.execute(
                "INSERT INTO attendee (event, number, family_name, given_name, email,"
                        + " licence_number) VALUES (?, ?, ?, ?, ?, ?)",
                event.value(),
                wanted.number().value(),
                wanted.familyName(),
                wanted.givenName(),
                wanted.email(),
                wanted.licenceNumber());
        long id = byNumber(handle, event, wanted.number()).orElseThrow().id();
        setGroups(handle, id, wanted.groups());
        OwnFields.write(handle, Map.of(id, wanted.own()));
        audit.add(handle, who, "make attendee", subject(event, id), "");
        return done(handle, event, id);
    }

    private Outcome change(Handle handle, EventId event, Attendee wanted, String who) {
        Optional<Attendee> now = find(handle, event, wanted.id()).filter(found -> !found.erased());
        if (now.isEmpty()) {
            return new Outcome.Unknown();
        }
        if (now.get().version() != wanted.version()) {
            return new Outcome.Stale(now.get(), audit.last(handle, subject(event, wanted.id())));
        }
        Optional<Attendee> other =
                byNumber(handle, event, wanted.details().number())
                        .filter(found -> found.id() != wanted.id());
        if (other.isPresent()) {
            return new Outcome.NumberTaken(other.get());
        }
        store(handle, wanted);
        audit.add(handle, who, "change attendee", subject(event, wanted.id()), "");
        return done(handle, event, wanted.id());
    }

    private static void store(Handle handle, Attendee wanted) {
        Attendee.Details details = wanted.details();
        handle.execute(
                """
                UPDATE attendee SET number = ?, family_name = ?, given_name = ?, email = ?,
                    licence_number = ?, version = version + 1, search = NULL
                WHERE id = ?
                """,
                details.number().value(),
                details.familyName(),
                details.givenName(),
                details.email(),
                details.licenceNumber(),
                wanted.id());
        setGroups(handle, wanted.id(), details.groups());
        OwnFields.write(handle, Map.of(wanted.id(), details.own()));
    }

    private static void setGroups(Handle handle, long id, List<String> groups) {
        handle.execute("DELETE FROM attendee_group WHERE attendee = ?", id);
        for (String group : groups) {
            handle.execute("INSERT INTO attendee_group (attendee, name) VALUES (?, ?)", id, group);
        }
    }

    private static Outcome done(Handle handle, EventId event, long id) {
        AttendeeSearch.catchUp(handle, event.value());
        return new Outcome.Done(find(handle, event, id).orElseThrow());
    }

    private Outcome told(EventFacts event, Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            changed.happened(event.id());
        }
        return outcome;
    }

    private static Attendee attendee(Handle handle, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        List<String> groups =
                handle.createQuery("SELECT name FROM attendee_group WHERE attendee = ?")
                        .bind(0, id)
                        .mapTo(String.class)
                        .list();
        List<String> names =
                EventFacts.find(handle, row.getString("event")).orElseThrow().ownFields();
        return new Attendee(
                id,
                new Attendee.Details(
                        new AttendeeNumber(row.getString("number")),
                        row.getString("family_name"),
                        row.getString("given_name"),
                        row.getString("email"),
                        row.getString("licence_number"),
                        groups,
                        OwnFields.of(handle, names, id)),
                row.getLong("version"),
                row.getString("erased_ms") != null);
    }
}
