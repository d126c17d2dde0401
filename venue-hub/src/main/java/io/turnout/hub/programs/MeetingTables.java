package io.turnout.hub.programs;

import io.turnout.hub.importing.Progress;
import io.turnout.hub.store.Batches;
import io.turnout.protocol.access.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** An event's programs with all of their meetings in the database, during one transaction. */
record MeetingTables(Handle handle, String event) {
    private static final String OF_EVENT =
            " JOIN program g ON g.id = m.program WHERE g.event = ? AND m.own_key IS NOT NULL";

    /** What a meeting is known by outside of this hub. */
    record OwnKey(ProgramId program, String key) {}

    /** A meeting that is here already. */
    record Known(
            MeetingId id, PathId path, RoomId room, MeetingState state, SortedSet<Long> people) {}

    /**
     * A meeting to be stored.
     *
     * @param first as the list tells it
     * @param steps what the clock has made of it since
     * @param insteadOf the one that was put off too late; may be in the same list
     */
    record Fresh(
            OwnKey key,
            Path path,
            RoomId room,
            MeetingState first,
            List<MeetingRules.Step> steps,
            SortedSet<Long> people,
            Optional<OwnKey> insteadOf) {
        MeetingState state() {
            return steps.isEmpty() ? first : steps.getLast().now();
        }
    }

    /** The programs of the event, by name. */
    Map<String, Program> programs() {
        Map<String, Program> programs = new HashMap<>();
        new ProgramRows(handle).of(event).forEach(one -> programs.put(one.name(), one));
        return programs;
    }

    /** Who is in each path of the event now. */
    Map<Long, Set<Long>> members() {
        return grouped(
                "SELECT q.path, q.attendee FROM path_person q JOIN path p ON p.id = q.path"
                        + " JOIN program g ON g.id = p.program WHERE g.event = ?");
    }

    /** The rooms of the event, by name, and by id where no other is called so. */
    Map<String, RoomId> rooms() {
        Map<String, RoomId> byName = new HashMap<>();
        Map<String, RoomId> rooms = new HashMap<>();
        handle.createQuery("SELECT id, name FROM room WHERE event = ?")
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getString(2), new RoomId(row.getString(1))))
                .forEach(room -> {
                    byName.put(room.getKey(), room.getValue());
                    rooms.put(room.getValue().value(), room.getValue());
                });
        rooms.putAll(byName);
        return rooms;
    }

    /** The attendees of the event, by number. */
    Map<String, Long> attendees() {
        Map<String, Long> attendees = new HashMap<>();
        handle.createQuery("SELECT number, id FROM attendee WHERE event = ?")
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(one -> attendees.put(one.getKey(), one.getValue()));
        return attendees;
    }

    /** The meetings of the event, by their keys. */
    Map<OwnKey, Known> known() {
        Map<Long, Set<Long>> people =
                grouped(
                        "SELECT q.meeting, q.attendee FROM meeting_person q"
                                + " JOIN meeting m ON m.id = q.meeting"
                                + OF_EVENT);
        Map<OwnKey, Known> known = new HashMap<>();
        handle.createQuery("SELECT m.* FROM meeting m" + OF_EVENT)
                .bind(0, event)
                .map((row, _) -> Map.entry(key(row), known(row, people)))
                .forEach(one -> known.put(one.getKey(), one.getValue()));
        return known;
    }

    private static OwnKey key(ResultSet row) throws SQLException {
        return new OwnKey(new ProgramId(row.getLong("program")), row.getString("own_key"));
    }

    private static Known known(ResultSet row, Map<Long, Set<Long>> people) throws SQLException {
        long id = row.getLong("id");
        return new Known(
                new MeetingId(id),
                new PathId(row.getLong("path")),
                new RoomId(row.getString("room")),
                MeetingRows.state(row),
                new TreeSet<>(people.getOrDefault(id, Set.of())));
    }

    private Map<Long, Set<Long>> grouped(String sql) {
        Map<Long, Set<Long>> grouped = new HashMap<>();
        handle.createQuery(sql)
                .bind(0, event)
                .map((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
                .forEach(one ->
                        grouped.computeIfAbsent(one.getKey(), _ -> new HashSet<>())
                                .add(one.getValue()));
        return grouped;
    }

    /** Stores meetings, each with how it came to be what it is. */
    void add(Collection<Fresh> fresh, String who, Instant now, Progress progress) {
        progress.begin(Progress.Stage.WRITING, fresh.size());
        Batches.run(
                handle,
                "INSERT INTO meeting (path, room, start_ms, end_ms, status, decided_by, said_min,"
                        + " disputed, due_ms, made_ms, program, own_key)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                progress.counted(fresh.stream()).map(one -> row(one, now)));
        progress.begin(Progress.Stage.FINISHING, 0);
        Map<OwnKey, Long> ids = ids();
        tie(
                "INSERT INTO meeting_person (attendee, meeting) VALUES (?, ?)",
                ids,
                fresh,
                one -> one.people().stream());
        tie(
                "UPDATE meeting SET instead_of = ? WHERE id = ?",
                ids,
                fresh,
                one -> one.insteadOf().map(ids::get).stream());
        Batches.run(
                handle,
                "INSERT INTO meeting_step (meeting, what, status, at_ms, noted_ms, by_user,"
                        + " start_ms, end_ms, said_min) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                fresh.stream().flatMap(one -> steps(one, id(ids, one), who, now)));
    }

    /** Runs a statement of somebody or something else, and of the meeting that it belongs to. */
    private void tie(
            String sql,
            Map<OwnKey, Long> ids,
            Collection<Fresh> fresh,
            Function<Fresh, Stream<Long>> to) {
        Batches.run(
                handle,
                sql,
                fresh.stream()
                        .flatMap(one ->
                                to.apply(one).map(other -> Batches.row(other, id(ids, one)))));
    }

    private static long id(Map<OwnKey, Long> ids, Fresh meeting) {
        return Objects.requireNonNull(ids.get(meeting.key()));
    }

    private Map<OwnKey, Long> ids() {
        Map<OwnKey, Long> ids = new HashMap<>();
        handle.createQuery("SELECT m.id, m.program, m.own_key FROM meeting m" + OF_EVENT)
                .bind(0, event)
                .map((row, _) -> Map.entry(key(row), row.getLong("id")))
                .forEach(one -> ids.put(one.getKey(), one.getValue()));
        return ids;
    }

    private static List<Object> row(Fresh one, Instant now) {
        MeetingState state = one.state();
        Optional<Instant> due =
                MeetingRows.due(state, one.path().program().verification(), false, false);
        return Batches.row(
                one.path().id().value(),
                one.room().value(),
                state.start().toEpochMilli(),
                state.end().toEpochMilli(),
                state.status().key(),
                state.by().key(),
                state.said().map(Duration::toMinutes),
                state.disputed() ? 1 : 0,
                due.map(Instant::toEpochMilli),
                now.toEpochMilli(),
                one.key().program().value(),
                one.key().key());
    }

    private static Stream<List<Object>> steps(Fresh one, long id, String who, Instant now) {
        MeetingRules.Step told = new MeetingRules.Step(now, one.first());
        return Stream.concat(
                Stream.of(step(id, "import", told, now, Optional.of(who))),
                one.steps().stream().map(step -> step(id, "time", step, now, Optional.empty())));
    }

    private static List<Object> step(
            long id, String what, MeetingRules.Step step, Instant now, Optional<String> who) {
        MeetingState state = step.now();
        return Batches.row(
                id,
                what,
                state.status().key(),
                step.at().toEpochMilli(),
                now.toEpochMilli(),
                who,
                state.start().toEpochMilli(),
                state.end().toEpochMilli(),
                state.said().map(Duration::toMinutes));
    }
}
