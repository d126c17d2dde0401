package io.turnout.hub.people;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.store.Batches;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** An event's attendees, their groups and badges in the database, during one transaction. */
final class AttendeeTables {
    private final Handle handle;
    private final EventId event;
    private final List<String> ownFields;

    AttendeeTables(Handle handle, EventFacts event) {
        this.handle = handle;
        this.event = event.id();
        this.ownFields = event.ownFields();
    }

    /** All of the event, by number. */
    Map<AttendeeNumber, KnownAttendee> known() {
        Map<Long, Set<String>> groups = groups();
        Map<Long, Map<String, String>> own = OwnFields.of(handle, ownFields, event);
        Map<AttendeeNumber, KnownAttendee> known = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT id, number, family_name, given_name, email, licence_number, erased_ms
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
                                    groups.getOrDefault(id, Set.of()),
                                    own.getOrDefault(id, Map.of()),
                                    row.getString("erased_ms") != null));
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

    /** Adds attendees, who count as found from then on: {@link #index} lets them be. */
    void add(Collection<AttendeeRow> rows, Progress progress) {
        String sql =
                """
                INSERT INTO attendee (event, number, family_name, given_name, email, licence_number,
                    sort_name, search)
                VALUES (?, ?, ?, ?, ?, ?, ?, '')
                """;
        Batches.run(
                handle,
                sql,
                progress.counted(rows.stream())
                        .map(row ->
                                Batches.row(
                                        event.value(),
                                        row.number().value(),
                                        row.familyName(),
                                        row.givenName(),
                                        row.email(),
                                        row.licenceNumber(),
                                        SearchWords.sortName(row.familyName(), row.givenName()))));
    }

    /** What those who were added are found by. */
    void index(Map<Long, ListedAttendee> added) {
        Map<Long, Collection<String>> words = new HashMap<>();
        added.forEach((id, attendee) -> words.put(id, SearchWords.of(texts(attendee))));
        new SearchBlocks(handle, event.value()).write(words);
    }

    private static Set<String> texts(ListedAttendee attendee) {
        AttendeeRow row = attendee.row();
        Set<String> texts = new LinkedHashSet<>();
        texts.add(row.number().value());
        texts.add(row.familyName());
        texts.add(row.givenName());
        texts.add(row.email());
        texts.add(row.licenceNumber());
        texts.addAll(row.own().values());
        attendee.badge().ifPresent(badge -> texts.add(badge.code()));
        return texts;
    }

    void update(Map<Long, AttendeeRow> rows, Progress progress) {
        String sql =
                """
                UPDATE attendee SET family_name = ?, given_name = ?, email = ?, licence_number = ?,
                    version = version + 1, search = NULL
                WHERE id = ?
                """;
        Batches.run(
                handle,
                sql,
                progress.counted(rows.entrySet().stream())
                        .map(entry ->
                                Batches.row(
                                        entry.getValue().familyName(),
                                        entry.getValue().givenName(),
                                        entry.getValue().email(),
                                        entry.getValue().licenceNumber(),
                                        entry.getKey())));
    }

    void setOwn(Map<Long, Map<String, String>> fields) {
        OwnFields.write(handle, fields);
    }

    void clearGroups(Collection<Long> attendees) {
        Batches.run(
                handle,
                "DELETE FROM attendee_group WHERE attendee = ?",
                attendees.stream().map(Batches::row));
    }

    void addGroups(Map<Long, List<String>> groups) {
        Batches.run(
                handle,
                "INSERT INTO attendee_group (attendee, name) VALUES (?, ?)",
                groups.entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream()
                                        .map(name -> Batches.row(entry.getKey(), name))));
    }

    void addBadges(Map<Long, ListedAttendee.Badge> badges) {
        Batches.run(
                handle,
                "INSERT INTO badge (event, fingerprint, attendee, code) VALUES (?, ?, ?, ?)",
                badges.entrySet().stream()
                        .map(entry ->
                                Batches.row(
                                        event.value(),
                                        entry.getValue().fingerprint().toString(),
                                        entry.getKey(),
                                        entry.getValue().code())));
    }

    /** What attendees are found by changes: {@link #catchUp} makes it anew. */
    void forget(Collection<Long> attendees) {
        Batches.run(
                handle,
                "UPDATE attendee SET search = NULL WHERE id = ?",
                attendees.stream().map(Batches::row));
    }

    /** Lets everybody who was added or changed be found. */
    void catchUp() {
        AttendeeSearch.catchUp(handle, event.value());
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
}
