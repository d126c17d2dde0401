package io.turnout.hub.bench;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * An event of 100,000 attendees with badges, 900 sessions in 36 rooms with a unit each, and 400,000
 * registrations, some sessions with thousands of them and most with hundreds; by a fixed seed.
 */
final class LargeEvent {
    static final String ID = "e";
    static final int PEOPLE = 100_000;
    static final int SESSIONS = 900;
    static final int ROOMS = 36;
    static final int EACH = 4;
    static final int REGISTRATIONS = PEOPLE * EACH;
    static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

    private static final int SLOTS = SESSIONS / ROOMS;
    private static final int ROWS_OF_A_FILE = 100_000;
    private static final List<String> SYLLABLES =
            List.of("an", "be", "cor", "da", "el", "fri", "go", "hu", "in", "jo", "ka", "mül");

    private final byte[] attendees;
    private final List<byte[]> registrations;

    LargeEvent() {
        Random random = new Random(15);
        this.attendees = attendeesCsv(random);
        this.registrations = registrationsCsv(random);
    }

    /** Words as people type them: beginnings of names, several, numbers, addresses, none at all. */
    String words(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> name(random, 1).substring(0, 1);
            case 1 -> name(random, 1);
            case 2 -> name(random, 2);
            case 3 -> name(random, 1) + " " + name(random, 2);
            case 4 -> "p-" + random.nextInt(PEOPLE);
            case 5 -> name(random, 2) + "." + name(random, 2);
            case 6 -> "muel";
            default -> "nobody at all";
        };
    }

    /** Which session somebody looks at. */
    String session(Random random) {
        return "s" + random.nextInt(SESSIONS);
    }

    /** The list of attendees, as it is imported. */
    byte[] attendees() {
        return attendees.clone();
    }

    /** The lists of registrations. */
    List<byte[]> registrations() {
        return registrations;
    }

    /** The event with its rooms, units and sessions, and nobody in it. */
    EventFacts make(Database database) {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                            + " VALUES (?, 'BEN', 'Bench', 'UTC',"
                            + " 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 0)",
                    ID);
            for (int room = 0; room < ROOMS; room++) {
                room(handle, room);
            }
        });
        return EventFacts.require(database, ID);
    }

    /** Everybody who is registered was inside, and was seen going in; attendance is up to it. */
    void attend(Database database) {
        database.change(handle -> {
            handle.execute(
                    """
                    INSERT INTO presence (attendee, session, inside, first_in_ms, last_out_ms,
                        present_ms, ins, outs, ended_by, ended_ms)
                    SELECT g.attendee, g.session, 0, s.start_ms, s.end_ms, s.end_ms - s.start_ms,
                        1, 1, 'exit', s.end_ms
                    FROM registration g JOIN session s ON s.id = g.session
                    """);
            handle.execute(
                    """
                    INSERT INTO visit (attendee, session, place, in_ms, out_ms, ended_by)
                    SELECT attendee, session, 0, first_in_ms, last_out_ms, 'exit' FROM presence
                    """);
            handle.execute(
                    """
                    INSERT INTO session_flow (session, at_ms, ins, outs)
                    SELECT session, in_ms - in_ms % 300000, COUNT(*), 0 FROM visit GROUP BY 1, 2
                    """);
            handle.execute(
                    """
                    INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot,
                        clock, event, room, door, side, mode, way, badge, outcome, reason, flagged,
                        entered, takes_seat, list_revision, online)
                    SELECT 'u', s.id, b.attendee, s.start_ms, s.start_ms, 0, 'boot', 'synced', 'e',
                        s.room, s.room, 'in', 'auto', 'unit', b.fingerprint, 'admitted',
                        'registered', 0, s.id, 1, 1, 1
                    FROM registration g JOIN session s ON s.id = g.session
                    JOIN badge b ON b.attendee = g.attendee
                    """);
            handle.execute("UPDATE fold_mark SET seq = (SELECT MAX(seq) FROM scan)");
        });
    }

    /**
     * Spreads the sessions over nine days, three of three hours in each room on each, and lets
     * everybody into so many of them, and out again: two scans and a visit each.
     */
    void visit(Database database, int each) {
        database.change(handle -> {
            handle.execute(
                    """
                    UPDATE session SET start_ms = %1$d + slot, end_ms = %1$d + slot + 10800000
                    FROM (SELECT id AS its, CAST(substr(id, 2) AS BIGINT) %% 25 / 3 * 86400000
                              + CAST(substr(id, 2) AS BIGINT) %% 25 %% 3 * 12600000 AS slot
                          FROM session) AS slots
                    WHERE its = id
                    """
                            .formatted(START.toEpochMilli()));
            handle.execute(
                    """
                    CREATE TEMPORARY TABLE visiting AS
                    WITH RECURSIVE turn(n) AS (
                        SELECT 0 UNION ALL SELECT n + 1 FROM turn WHERE n + 1 < %d)
                    SELECT a.id AS attendee, b.fingerprint AS badge,
                        's' || ((a.id * 7 + n * 18) %% 900) AS session, (a.id %% 150) * 60000 AS late
                    FROM attendee a JOIN badge b ON b.attendee = a.id, turn
                    """
                            .formatted(each));
            scans(handle, 0, "s.start_ms + v.late", "'in', ", "s.id, 1, 0, NULL");
            scans(handle, 1, "s.end_ms - v.late / 10", "'out', ", "NULL, 0, 1, s.id");
            handle.execute(
                    """
                    INSERT INTO presence (attendee, session, inside, first_in_ms, last_out_ms,
                        present_ms, ins, outs, ended_by, ended_ms)
                    SELECT v.attendee, s.id, 0, s.start_ms + v.late, s.end_ms - v.late / 10,
                        s.end_ms - v.late / 10 - s.start_ms - v.late, 1, 1, 'exit',
                        s.end_ms - v.late / 10
                    FROM visiting v JOIN session s ON s.id = v.session
                    """);
            handle.execute(
                    """
                    INSERT INTO visit (attendee, session, place, in_ms, out_ms, ended_by)
                    SELECT attendee, session, 0, first_in_ms, last_out_ms, 'exit' FROM presence
                    """);
            handle.execute(
                    """
                    INSERT INTO session_flow (session, at_ms, ins, outs)
                    SELECT session, at_ms, SUM(ins), SUM(outs) FROM (
                        SELECT session, in_ms - in_ms % 300000 AS at_ms, 1 AS ins, 0 AS outs
                        FROM visit
                        UNION ALL SELECT session, out_ms - out_ms % 300000, 0, 1 FROM visit) AS moves
                    GROUP BY session, at_ms
                    """);
            handle.execute("UPDATE fold_mark SET seq = (SELECT MAX(seq) FROM scan)");
        });
    }

    private static void scans(Handle handle, int odd, String at, String side, String does) {
        handle.execute(
                """
                INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock,
                    event, room, door, side, mode, way, badge, outcome, reason, flagged, entered,
                    takes_seat, leaves, left_session, list_revision, online)
                SELECT s.room, s.id, v.attendee * 2 + %1$d, %2$s, %2$s, 0, 'boot', 'synced', 'e',
                    s.room, s.room, %3$s 'auto', 'unit', v.badge, 'admitted', 'registered', 0,
                    %4$s, 1, 1
                FROM visiting v JOIN session s ON s.id = v.session
                ORDER BY s.room, s.id, v.attendee
                """
                        .formatted(odd, at, side, does));
    }

    private static void room(Handle handle, int room) {
        String id = "r" + room;
        handle.execute(
                "INSERT INTO room (id, event, name, place, capacity) VALUES (?, ?, ?, ?, 500)",
                id,
                ID,
                "Room " + room,
                room);
        handle.execute("INSERT INTO door (id, room, name) VALUES (?, ?, 'Door')", id, id);
        handle.execute("INSERT INTO unit (id, door, secret_hash) VALUES (?, ?, '')", id, id);
        PreparedBatch sessions =
                handle.prepareBatch(
                        "INSERT INTO session (id, event, agenda_id, room, day, title, start_ms,"
                                + " end_ms, early_min, late_min, access)"
                                + " VALUES (?, ?, ?, ?, '2026-01-31', ?, ?, ?, 15, 0,"
                                + " 'registered-only')");
        for (int slot = 0; slot < SLOTS; slot++) {
            String session = "s" + (room * SLOTS + slot);
            long start = START.plusSeconds(slot * 1_800L).toEpochMilli();
            sessions.add(session, ID, session, id, "Session " + session, start, start + 1_500_000L);
        }
        sessions.execute();
    }

    private static byte[] attendeesCsv(Random random) {
        StringBuilder csv =
                new StringBuilder("number,family_name,given_name,email,licence_number,groups\n");
        for (int i = 0; i < PEOPLE; i++) {
            String family = name(random, 3);
            String given = name(random, 2);
            csv.append(
                    "P-%d,%s,%s,%s.%s@example.org,L%d,Group %d%n"
                            .formatted(
                                    i,
                                    family,
                                    given,
                                    given,
                                    family,
                                    random.nextInt(1_000_000),
                                    i % 20));
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> registrationsCsv(Random random) {
        List<byte[]> files = new ArrayList<>();
        int people = ROWS_OF_A_FILE / EACH;
        for (int from = 0; from < PEOPLE; from += people) {
            StringBuilder csv = new StringBuilder("attendee,session\n");
            for (int i = from; i < from + people; i++) {
                for (int session : drawn(random)) {
                    csv.append("P-%d,s%d%n".formatted(i, session));
                }
            }
            files.add(csv.toString().getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    /** The lower the number, the more people are registered. */
    private static Set<Integer> drawn(Random random) {
        Set<Integer> drawn = new HashSet<>();
        while (drawn.size() < EACH) {
            drawn.add((int) (SESSIONS * Math.pow(random.nextDouble(), 1.5)));
        }
        return drawn;
    }

    private static String name(Random random, int syllables) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            name.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
        }
        return name.toString();
    }
}
