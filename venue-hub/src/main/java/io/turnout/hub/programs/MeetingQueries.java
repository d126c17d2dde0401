package io.turnout.hub.programs;

import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What pages show of meetings. */
public record MeetingQueries(Database database) {
    /** Somebody who takes part in a meeting. */
    public record Person(long attendee, String name) {}

    /**
     * A step of a meeting's history.
     *
     * @param who a user's or an attendee's name; empty for the clock and the door
     */
    public record Step(
            String what,
            MeetingStatus status,
            long atMs,
            long notedMs,
            String who,
            long startMs,
            long endMs) {}

    /** What was said in a dispute, for those who run the path. */
    public record Comment(String who, String comment, long atMs) {}

    /** What else is in a room at a time. */
    public record Conflict(String title, boolean meeting, long startMs, long endMs) {}

    public Optional<Meeting> find(String event, MeetingId id) {
        return database.read(handle -> new MeetingRows(handle).find(event, id));
    }

    /** Meetings of a path but for those that are gone, the latest first. */
    public List<Meeting> ofPath(PathId path, int most, int offset) {
        return database.read(handle -> new MeetingRows(handle).ofPath(path, most, offset));
    }

    public long countOfPath(PathId path) {
        return database.read(handle -> new MeetingRows(handle).countOfPath(path));
    }

    /** Meetings of a participant but for those that are gone, the latest first. */
    public List<Meeting> ofPerson(String event, long attendee, int most) {
        return database.read(handle -> new MeetingRows(handle).ofPerson(event, attendee, most));
    }

    /** A meeting that somebody takes part in. */
    public Optional<Meeting> ofPerson(String event, MeetingId id, long attendee) {
        return database.read(handle ->
                new MeetingRows(handle)
                        .find(event, id)
                        .filter(_ -> new MeetingRows(handle).people(id).contains(attendee)));
    }

    /** The paths of an event that an attendee is in, by name. */
    public List<Path> pathsOf(String event, long attendee) {
        return database.read(handle -> new ProgramRows(handle).pathsOf(event, attendee));
    }

    /** Who takes part, by name. */
    public List<Person> people(MeetingId meeting) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT a.id, a.given_name, a.family_name FROM meeting_person q
                                JOIN attendee a ON a.id = q.attendee WHERE q.meeting = ?
                                ORDER BY a.family_name, a.given_name, a.id
                                """)
                        .bind(0, meeting.value())
                        .map((row, _) ->
                                new Person(
                                        row.getLong(1),
                                        (row.getString(2) + " " + row.getString(3)).strip()))
                        .list());
    }

    /** Meetings of a path behind one, those that are gone too, in the order they were made in. */
    public List<Meeting> after(PathId path, long id, int most) {
        return database.read(handle -> new MeetingRows(handle).after(path, id, most));
    }

    /** The badge numbers of those who take part, by meeting. */
    public Map<MeetingId, List<String>> numbers(List<Meeting> meetings) {
        Map<MeetingId, List<String>> numbers = new HashMap<>();
        if (meetings.isEmpty()) {
            return numbers;
        }
        database.read(handle ->
                        handle.createQuery(
                                        "SELECT q.meeting, a.number FROM meeting_person q"
                                                + " JOIN attendee a ON a.id = q.attendee"
                                                + " WHERE q.meeting IN (<ids>) ORDER BY a.number")
                                .bindList(
                                        "ids", meetings.stream().map(m -> m.id().value()).toList())
                                .map((row, _) ->
                                        Map.entry(new MeetingId(row.getLong(1)), row.getString(2)))
                                .list())
                .forEach(one ->
                        numbers.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        return numbers;
    }

    /** How a meeting came to be what it is. */
    public List<Step> steps(MeetingId meeting) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT s.*, a.given_name, a.family_name FROM meeting_step s
                                LEFT JOIN attendee a ON a.id = s.by_person
                                WHERE s.meeting = ? ORDER BY s.seq
                                """)
                        .bind(0, meeting.value())
                        .map((row, _) ->
                                new Step(
                                        row.getString("what"),
                                        MeetingStatus.of(row.getString("status")),
                                        row.getLong("at_ms"),
                                        row.getLong("noted_ms"),
                                        who(
                                                row.getString("by_user"),
                                                row.getString("given_name"),
                                                row.getString("family_name")),
                                        row.getLong("start_ms"),
                                        row.getLong("end_ms")))
                        .list());
    }

    /** What was said in disputes of a meeting. */
    public List<Comment> comments(MeetingId meeting) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT c.*, a.given_name, a.family_name FROM meeting_comment c
                                LEFT JOIN attendee a ON a.id = c.by_person
                                WHERE c.meeting = ? ORDER BY c.seq
                                """)
                        .bind(0, meeting.value())
                        .map((row, _) ->
                                new Comment(
                                        who(
                                                row.getString("by_user"),
                                                row.getString("given_name"),
                                                row.getString("family_name")),
                                        row.getString("comment"),
                                        row.getLong("at_ms")))
                        .list());
    }

    private static String who(
            @Nullable String user, @Nullable String given, @Nullable String family) {
        if (user != null) {
            return user;
        }
        return given == null ? "" : (given + " " + family).strip();
    }

    /**
     * Sessions and meetings that are in a room at some of a time.
     *
     * @param but a meeting that is to be put off; absent for none
     */
    public List<Conflict> conflicts(
            RoomId room, Instant start, Instant end, Optional<MeetingId> but) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT title, 0 AS meeting, start_ms, end_ms FROM session
                                WHERE room = :room AND cancelled = 0
                                  AND start_ms < :end AND end_ms > :start
                                UNION ALL
                                SELECT p.name, 1, m.start_ms, m.end_ms FROM meeting m
                                JOIN path p ON p.id = m.path
                                WHERE m.room = :room AND m.start_ms < :end AND m.end_ms > :start
                                  AND m.status IN ('upcoming', 'unconfirmed', 'confirmed')
                                  AND m.id <> :but
                                ORDER BY 3, 1
                                """)
                        .bind("room", room.value())
                        .bind("start", start.toEpochMilli())
                        .bind("end", end.toEpochMilli())
                        .bind("but", but.map(MeetingId::value).orElse(0L))
                        .map((row, _) ->
                                new Conflict(
                                        row.getString(1),
                                        row.getBoolean(2),
                                        row.getLong(3),
                                        row.getLong(4)))
                        .list());
    }

    /**
     * What became of the meetings of a path.
     *
     * @param open upcoming, or not confirmed yet
     * @param late cancelled too late, pending or not
     */
    public record Totals(
            Path path, long open, long confirmed, long late, long notHeld, Duration used) {
        /** Absent where hours are not applicable. */
        public Optional<Path.Hours> hours() {
            return path.authorized().map(authorized -> new Path.Hours(authorized, used));
        }

        private Totals with(MeetingStatus status, long many, Duration time) {
            return switch (status) {
                case UPCOMING, UNCONFIRMED ->
                        new Totals(path, open + many, confirmed, late, notHeld, used);
                case CONFIRMED -> new Totals(path, open, many, late, notHeld, time);
                case LATE_PENDING, LATE_CANCELLED ->
                        new Totals(path, open, confirmed, late + many, notHeld, used);
                case NOT_HELD -> new Totals(path, open, confirmed, late, many, used);
                case GONE -> this;
            };
        }
    }

    /** The paths of a program, by name, with what became of their meetings. */
    public List<Totals> totals(Program program) {
        return database.read(handle -> {
            Map<Long, Totals> found = new HashMap<>();
            List<Path> paths = new ProgramRows(handle).paths(program.id());
            paths.forEach(path ->
                    found.put(path.id().value(), new Totals(path, 0, 0, 0, 0, Duration.ZERO)));
            handle.createQuery(
                            """
                            SELECT m.path, m.status, count(*), SUM(%s) FROM meeting m
                            WHERE m.path IN (SELECT id FROM path WHERE program = ?)
                            GROUP BY m.path, m.status
                            """
                                    .formatted(time(program)))
                    .bind(0, program.id().value())
                    .map((row, _) -> totals(found, row))
                    .forEach(totals -> found.put(totals.path().id().value(), totals));
            return paths.stream()
                    .map(path -> Objects.requireNonNull(found.get(path.id().value())))
                    .toList();
        });
    }

    private static Totals totals(Map<Long, Totals> known, ResultSet row) throws SQLException {
        return Objects.requireNonNull(known.get(row.getLong(1)))
                .with(
                        MeetingStatus.of(row.getString(2)),
                        row.getLong(3),
                        Duration.ofMillis(row.getLong(4)));
    }

    /** The hours of a path; absent where that is not applicable (P-5). */
    public Optional<Path.Hours> hours(Path path) {
        return path.authorized()
                .map(authorized ->
                        new Path.Hours(authorized, database.read(handle -> used(handle, path))));
    }

    private static Duration used(Handle handle, Path path) {
        long used =
                handle.createQuery(
                                "SELECT COALESCE(SUM("
                                        + time(path.program())
                                        + "), 0) FROM meeting m"
                                        + " WHERE m.path = ? AND m.status = 'confirmed'")
                        .bind(0, path.id().value())
                        .mapTo(Long.class)
                        .one();
        return Duration.ofMillis(used);
    }

    /** How long a confirmed meeting took, in milliseconds, as the program counts it. */
    static String time(Program program) {
        String scheduled = "m.end_ms - m.start_ms";
        return program.hoursBy() == HoursBy.DOOR
                ? "COALESCE(m.said_min * 60000, m.door_ms, " + scheduled + ")"
                : "COALESCE(m.said_min * 60000, " + scheduled + ")";
    }
}
