package io.turnout.hub.programs;

import io.turnout.protocol.access.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Meetings in the database, inside one transaction. */
record MeetingRows(Handle handle) {
    /** How long after its end participants are asked whether a meeting took place (P-9). */
    static final Duration ASK_AFTER = Duration.ofMinutes(30);

    private static final String SELECT =
            """
            SELECT m.id AS meeting, m.own_key, m.room, r.name AS room_name, m.start_ms, m.end_ms, m.status,
                   m.decided_by, m.said_min, m.disputed, m.due_ms, m.asked, m.instead_of,
                   m.door_from_ms, m.door_to_ms, m.door_ms, m.door_new,
                   m.version AS meeting_version, p.id AS path, p.name AS path_name,
                   p.authorized_min, p.version AS path_version, g.*
            FROM meeting m JOIN path p ON p.id = m.path JOIN program g ON g.id = p.program
            JOIN room r ON r.id = m.room
            """;

    Optional<Meeting> find(String event, MeetingId id) {
        return handle.createQuery(SELECT + "WHERE m.id = ? AND g.event = ?")
                .bind(0, id.value())
                .bind(1, event)
                .map((row, _) -> meeting(row))
                .findOne();
    }

    /** Meetings of a path but for those that are gone, the latest first. */
    List<Meeting> ofPath(PathId path, int most, int offset) {
        return handle.createQuery(
                        SELECT
                                + "WHERE m.path = ? AND m.status <> 'gone'"
                                + " ORDER BY m.start_ms DESC, m.id DESC LIMIT ? OFFSET ?")
                .bind(0, path.value())
                .bind(1, most)
                .bind(2, offset)
                .map((row, _) -> meeting(row))
                .list();
    }

    /** Meetings of a path behind one, in the order in which they were made. */
    List<Meeting> after(PathId path, long id, int most) {
        return handle.createQuery(SELECT + "WHERE m.path = ? AND m.id > ? ORDER BY m.id LIMIT ?")
                .bind(0, path.value())
                .bind(1, id)
                .bind(2, most)
                .map((row, _) -> meeting(row))
                .list();
    }

    long countOfPath(PathId path) {
        return handle.createQuery(
                        "SELECT count(*) FROM meeting WHERE path = ? AND status <> 'gone'")
                .bind(0, path.value())
                .mapTo(Long.class)
                .one();
    }

    /** Meetings of a participant but for those that are gone, the latest first. */
    List<Meeting> ofPerson(String event, long attendee, int most) {
        return handle.createQuery(
                        SELECT
                                + "JOIN meeting_person q ON q.meeting = m.id"
                                + " WHERE q.attendee = ? AND g.event = ? AND m.status <> 'gone'"
                                + " ORDER BY m.start_ms DESC, m.id DESC LIMIT ?")
                .bind(0, attendee)
                .bind(1, event)
                .bind(2, most)
                .map((row, _) -> meeting(row))
                .list();
    }

    /** What the clock has to do something with by a time, the longest due first. */
    List<Meeting> due(Instant now, int most) {
        return handle.createQuery(SELECT + "WHERE m.due_ms <= ? ORDER BY m.due_ms, m.id LIMIT ?")
                .bind(0, now.toEpochMilli())
                .bind(1, most)
                .map((row, _) -> meeting(row))
                .list();
    }

    /** Those whose visits changed since their times at the door were made of them. */
    List<Meeting> newAtDoor(int most) {
        return handle.createQuery(SELECT + "WHERE m.door_new = 1 ORDER BY m.id LIMIT ?")
                .bind(0, most)
                .map((row, _) -> meeting(row))
                .list();
    }

    /** When participants were in the room, by its doors. */
    List<DoorTimes.Inside> visits(MeetingId meeting) {
        return handle.createQuery(
                        "SELECT attendee, in_ms, out_ms FROM meeting_visit WHERE meeting = ?"
                                + " ORDER BY in_ms, attendee")
                .bind(0, meeting.value())
                .map((row, _) ->
                        new DoorTimes.Inside(
                                row.getLong(1),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3))))
                .list();
    }

    /** When the clock has something to do next. */
    Optional<Instant> nextDue() {
        return handle.createQuery("SELECT min(due_ms) FROM meeting WHERE due_ms IS NOT NULL")
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    MeetingId insert(
            Path path, RoomId room, MeetingState state, Optional<MeetingId> insteadOf, Instant at) {
        long id =
                handle.createQuery(
                                "INSERT INTO meeting (path, room, start_ms, end_ms, status,"
                                        + " decided_by, instead_of, due_ms, made_ms, program,"
                                        + " own_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                        + " RETURNING id")
                        .bind(0, path.id().value())
                        .bind(1, room.value())
                        .bind(2, state.start().toEpochMilli())
                        .bind(3, state.end().toEpochMilli())
                        .bind(4, state.status().key())
                        .bind(5, state.by().key())
                        .bind(6, insteadOf.map(MeetingId::value).orElse(null))
                        .bind(7, state.start().toEpochMilli())
                        .bind(8, at.toEpochMilli())
                        .bind(9, path.program().id().value())
                        .bind(10, UUID.randomUUID().toString())
                        .mapTo(Long.class)
                        .one();
        return new MeetingId(id);
    }

    void people(MeetingId meeting, Collection<Long> attendees) {
        for (long attendee : attendees) {
            handle.execute(
                    "INSERT INTO meeting_person (meeting, attendee) VALUES (?, ?)",
                    meeting.value(),
                    attendee);
        }
    }

    /** Who takes part. */
    List<Long> people(MeetingId meeting) {
        return handle.createQuery(
                        "SELECT attendee FROM meeting_person WHERE meeting = ? ORDER BY attendee")
                .bind(0, meeting.value())
                .mapTo(Long.class)
                .list();
    }

    /** Puts a meeting as it is now in place of what it was. */
    void update(Meeting meeting, RoomId room, boolean asked) {
        MeetingState state = meeting.state();
        handle.execute(
                "UPDATE meeting SET room = ?, start_ms = ?, end_ms = ?, status = ?, decided_by = ?,"
                        + " said_min = ?, disputed = ?, asked = ?, due_ms = ?, door_from_ms = ?,"
                        + " door_to_ms = ?, door_ms = ?, door_new = ?, version = version + 1"
                        + " WHERE id = ?",
                room.value(),
                state.start().toEpochMilli(),
                state.end().toEpochMilli(),
                state.status().key(),
                state.by().key(),
                ProgramRows.minutes(state.said()),
                state.disputed() ? 1 : 0,
                asked ? 1 : 0,
                due(meeting, meeting.rules(), asked),
                meeting.door().map(times -> times.from().toEpochMilli()).orElse(null),
                meeting.door().map(times -> times.to().toEpochMilli()).orElse(null),
                meeting.door().map(times -> times.together().toMillis()).orElse(null),
                meeting.doorIsNew() ? 1 : 0,
                meeting.id().value());
    }

    /** What was not decided follows the settings of its program from now on. */
    void followSettings(Program program) {
        handle.createQuery(
                        SELECT
                                + "WHERE g.id = ? AND m.status IN"
                                + " ('upcoming', 'unconfirmed', 'late-pending')")
                .bind(0, program.id().value())
                .map((row, _) -> meeting(row))
                .list()
                .forEach(meeting ->
                        handle.execute(
                                "UPDATE meeting SET due_ms = ?, door_new = 1 WHERE id = ?",
                                due(meeting, program.verification(), meeting.asked()),
                                meeting.id().value()));
    }

    /** What happened, since when it is so, and when it is written down. */
    void step(MeetingId meeting, String what, MeetingState now, Instant at, Written written) {
        @Nullable String user = null;
        @Nullable Long person = null;
        switch (written.by()) {
            case Actor.Runner(String name) -> user = name;
            case Actor.Participant(long attendee) -> person = attendee;
            case Actor.Clock(), Actor.Door() -> {}
        }
        handle.execute(
                "INSERT INTO meeting_step (meeting, what, status, at_ms, noted_ms, by_user,"
                        + " by_person, start_ms, end_ms, said_min)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                meeting.value(),
                what,
                now.status().key(),
                at.toEpochMilli(),
                written.at().toEpochMilli(),
                user,
                person,
                now.start().toEpochMilli(),
                now.end().toEpochMilli(),
                ProgramRows.minutes(now.said()));
    }

    /** Who did something, and when the hub wrote it down. */
    record Written(Actor by, Instant at) {}

    /** When the clock looks at a meeting next: to change it, or to ask. */
    private static @Nullable Long due(Meeting meeting, Verification rules, boolean asked) {
        return due(meeting.state(), rules, asked, meeting.isSeenAtDoor())
                .map(Instant::toEpochMilli)
                .orElse(null);
    }

    /** The same of a meeting that is not stored yet. */
    static Optional<Instant> due(
            MeetingState state, Verification rules, boolean asked, boolean isSeen) {
        Optional<Instant> changes = MeetingRules.due(state, rules);
        if (!rules.verified() || state.status() != MeetingStatus.UNCONFIRMED) {
            return changes;
        }
        Optional<Instant> asks = asked ? changes : Optional.of(state.end().plus(ASK_AFTER));
        Optional<Instant> seen = isSeen ? Optional.of(state.end()) : changes;
        return Stream.of(changes, asks, seen)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static Meeting meeting(ResultSet row) throws SQLException {
        long due = row.getLong("due_ms");
        boolean never = row.wasNull();
        long insteadOf = row.getLong("instead_of");
        boolean first = row.wasNull();
        return new Meeting(
                new MeetingId(row.getLong("meeting")),
                row.getString("own_key"),
                ProgramRows.path(row),
                new RoomId(row.getString("room")),
                row.getString("room_name"),
                state(row),
                never ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due)),
                row.getBoolean("asked"),
                first ? Optional.empty() : Optional.of(new MeetingId(insteadOf)),
                DoorTimes.read(row),
                row.getBoolean("door_new"),
                row.getLong("meeting_version"));
    }

    /** All of a stored meeting that its rules go by. */
    static MeetingState state(ResultSet row) throws SQLException {
        return new MeetingState(
                MeetingStatus.of(row.getString("status")),
                DecidedBy.of(row.getString("decided_by")),
                Instant.ofEpochMilli(row.getLong("start_ms")),
                Instant.ofEpochMilli(row.getLong("end_ms")),
                ProgramRows.length(row, "said_min"),
                row.getBoolean("disputed"));
    }
}
