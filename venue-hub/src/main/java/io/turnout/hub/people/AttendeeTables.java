package io.turnout.hub.people;

import io.turnout.hub.agenda.EventId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** An event's attendees, their groups and badges in the database, during one transaction. */
final class AttendeeTables {
    private final Handle handle;
    private final EventId event;

    AttendeeTables(Handle handle, EventId event) {
        this.handle = handle;
        this.event = event;
    }

    /** All of the event, by number. */
    Map<AttendeeNumber, KnownAttendee> known() {
        Map<Long, Set<String>> groups = groups();
        Map<AttendeeNumber, KnownAttendee> known = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT id, number, family_name, given_name, email, licence_number
                        FROM attendee WHERE event = ?
                        """)
                .bind(0, event.value())
                .map((row, _) -> {
                    long id = row.getLong("id");
                    return Map.entry(
                            new AttendeeNumber(row.getString("number")),
                            new KnownAttendee(
                                    id,
                                    row.getString("family_name"),
                                    row.getString("given_name"),
                                    row.getString("email"),
                                    row.getString("licence_number"),
                                    groups.getOrDefault(id, Set.of())));
                })
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    /** The ids of all of the event, by number. */
    Map<AttendeeNumber, Long> ids() {
        Map<AttendeeNumber, Long> ids = new HashMap<>();
        handle.createQuery("SELECT id, number FROM attendee WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) ->
                        Map.entry(new AttendeeNumber(row.getString("number")), row.getLong("id")))
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
        return ids;
    }

    /** Whose each badge of the event is, by fingerprint. */
    Map<String, Long> badges() {
        Map<String, Long> badges = new HashMap<>();
        handle.createQuery("SELECT fingerprint, attendee FROM badge WHERE event = ?")
                .bind(0, event.value())
                .map((row, _) -> Map.entry(row.getString("fingerprint"), row.getLong("attendee")))
                .forEach(entry -> badges.put(entry.getKey(), entry.getValue()));
        return badges;
    }

    void add(Collection<AttendeeRow> rows) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO attendee (event, number, family_name, given_name, email,
                               licence_number)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """);
        for (AttendeeRow row : rows) {
            batch.add(
                    event.value(),
                    row.number().value(),
                    row.familyName(),
                    row.givenName(),
                    row.email(),
                    row.licenceNumber());
        }
        execute(batch);
    }

    void update(Map<Long, AttendeeRow> rows) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        UPDATE attendee SET family_name = ?, given_name = ?, email = ?,
                               licence_number = ?
                        WHERE id = ?
                        """);
        rows.forEach((id, row) ->
                batch.add(row.familyName(), row.givenName(), row.email(), row.licenceNumber(), id));
        execute(batch);
    }

    void clearGroups(Collection<Long> attendees) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM attendee_group WHERE attendee = ?");
        attendees.forEach(batch::add);
        execute(batch);
    }

    void addGroups(Map<Long, List<String>> groups) {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO attendee_group (attendee, name) VALUES (?, ?)");
        groups.forEach((attendee, names) -> names.forEach(name -> batch.add(attendee, name)));
        execute(batch);
    }

    void addBadges(Map<Long, ListedAttendee.Badge> badges) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT INTO badge (event, fingerprint, attendee, code)"
                                + " VALUES (?, ?, ?, ?)");
        badges.forEach((attendee, badge) ->
                batch.add(event.value(), badge.fingerprint().toString(), attendee, badge.code()));
        execute(batch);
    }

    private Map<Long, Set<String>> groups() {
        Map<Long, Set<String>> groups = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT g.attendee, g.name FROM attendee_group g
                        JOIN attendee a ON a.id = g.attendee WHERE a.event = ?
                        """)
                .bind(0, event.value())
                .map((row, _) -> Map.entry(row.getLong("attendee"), row.getString("name")))
                .forEach(entry ->
                        groups.computeIfAbsent(entry.getKey(), _ -> new HashSet<>())
                                .add(entry.getValue()));
        return groups;
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}
