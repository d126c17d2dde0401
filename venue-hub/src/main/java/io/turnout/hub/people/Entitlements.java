package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Who may enter what: registrations of attendees, and the people and groups that sessions are meant
 * for. Thread-safe.
 */
public final class Entitlements {
    private final Database database;
    private final Audit audit;
    private final EventChanged changed;

    public Entitlements(Database database, Audit audit, EventChanged changed) {
        this.database = database;
        this.audit = audit;
        this.changed = changed;
    }

    /** What ties an attendee to a session. */
    public enum Tie {
        /** They will come. */
        REGISTRATION("registration"),
        /** It is meant for them by name. */
        TARGET("target_person");

        private final String table;

        Tie(String table) {
            this.table = table;
        }
    }

    /**
     * Ties an attendee to a session of the event, or unties them.
     *
     * @return whether that changed anything; nothing of another event is ever changed
     */
    public boolean set(
            EventFacts event, Tie tie, long attendee, SessionId session, boolean tied, String who) {
        String there =
                " FROM attendee a, session s WHERE a.id = ? AND s.id = ? AND a.event = ?"
                        + " AND s.event = a.event";
        return write(
                event,
                handle -> {
                    int rows =
                            tied
                                    ? handle.execute(
                                            "INSERT INTO "
                                                    + tie.table
                                                    + " (attendee, session) SELECT a.id, s.id"
                                                    + there
                                                    + " AND NOT EXISTS (SELECT 1 FROM "
                                                    + tie.table
                                                    + " t WHERE t.attendee = a.id AND t.session = s.id)",
                                            attendee,
                                            session.value(),
                                            event.id().value())
                                    : handle.execute(
                                            "DELETE FROM "
                                                    + tie.table
                                                    + " WHERE attendee = ? AND session IN"
                                                    + " (SELECT id FROM session WHERE id = ? AND event = ?)",
                                            attendee,
                                            session.value(),
                                            event.id().value());
                    String what = (tied ? "add " : "remove ") + tie.name().toLowerCase(Locale.ROOT);
                    if (rows > 0) {
                        audit.add(
                                handle,
                                who,
                                what,
                                PeopleBook.subject(event.id(), attendee),
                                session.value());
                    }
                    return rows;
                });
    }

    /** A group of an event: how many are in it, and how many sessions are meant for it. */
    public record Group(String name, long members, long sessions) {}

    /** All groups that have members or that a session is meant for, by name. */
    public List<Group> groups(EventFacts event) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT n.name,
                                  (SELECT count(*) FROM attendee_group g
                                   JOIN attendee a ON a.id = g.attendee
                                   WHERE g.name = n.name AND a.event = :event) AS members,
                                  (SELECT count(*) FROM target_group t
                                   JOIN session s ON s.id = t.session
                                   WHERE t.name = n.name AND s.event = :event) AS sessions
                                FROM (SELECT g.name FROM attendee_group g
                                      JOIN attendee a ON a.id = g.attendee
                                      WHERE a.event = :event
                                      UNION SELECT t.name FROM target_group t
                                      JOIN session s ON s.id = t.session
                                      WHERE s.event = :event) n
                                ORDER BY n.name
                                """)
                        .bind("event", event.id().value())
                        .map((row, _) ->
                                new Group(
                                        row.getString("name"),
                                        row.getLong("members"),
                                        row.getLong("sessions")))
                        .list());
    }

    /** The sessions that are meant for a group. */
    public List<PeopleList.SessionChoice> targeted(EventFacts event, String group) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT s.id, s.title, s.day FROM target_group t
                                JOIN session s ON s.id = t.session
                                WHERE t.name = ? AND s.event = ? ORDER BY s.start_ms, s.id
                                """)
                        .bind(0, group)
                        .bind(1, event.id().value())
                        .map((row, _) ->
                                new PeopleList.SessionChoice(
                                        row.getString("id"),
                                        row.getString("title"),
                                        row.getString("day")))
                        .list());
    }

    /** Makes a session meant for a group, or not. Returns whether that changed anything. */
    public boolean target(
            EventFacts event, String group, SessionId session, boolean targeted, String who) {
        return write(
                event,
                handle -> {
                    int rows =
                            targeted
                                    ? handle.execute(
                                            "INSERT INTO target_group (session, name)"
                                                    + " SELECT s.id, ? FROM session s"
                                                    + " WHERE s.id = ? AND s.event = ? AND NOT EXISTS"
                                                    + " (SELECT 1 FROM target_group t"
                                                    + " WHERE t.session = s.id AND t.name = ?)",
                                            group,
                                            session.value(),
                                            event.id().value(),
                                            group)
                                    : handle.execute(
                                            "DELETE FROM target_group WHERE name = ? AND session IN"
                                                    + " (SELECT id FROM session WHERE id = ? AND event = ?)",
                                            group,
                                            session.value(),
                                            event.id().value());
                    if (rows > 0) {
                        String what = targeted ? "add target group" : "remove target group";
                        audit.add(handle, who, what, session.value(), group);
                    }
                    return rows;
                });
    }

    /** Takes an attendee into a group, or out of it. Returns whether that changed anything. */
    public boolean member(
            EventFacts event, String group, long attendee, boolean member, String who) {
        return write(
                event,
                handle -> {
                    if (PeopleBook.find(handle, event.id(), attendee).isEmpty()) {
                        return 0;
                    }
                    int rows =
                            handle.execute(
                                    member
                                            ? "INSERT INTO attendee_group (attendee, name) VALUES (?, ?)"
                                                    + " ON CONFLICT DO NOTHING"
                                            : "DELETE FROM attendee_group WHERE attendee = ? AND name = ?",
                                    attendee,
                                    group);
                    if (rows > 0) {
                        handle.execute(
                                "UPDATE attendee SET version = version + 1 WHERE id = ?", attendee);
                        String what = member ? "add to group" : "remove from group";
                        String subject = PeopleBook.subject(event.id(), attendee);
                        audit.add(handle, who, what, subject, group);
                    }
                    return rows;
                });
    }

    private boolean write(EventFacts event, ToIntFunction<Handle> change) {
        boolean wrote = database.write(handle -> change.applyAsInt(handle) > 0);
        if (wrote) {
            changed.happened(event.id());
        }
        return wrote;
    }
}
