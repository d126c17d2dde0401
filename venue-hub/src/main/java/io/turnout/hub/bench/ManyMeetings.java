package io.turnout.hub.bench;

import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jdbi.v3.core.Handle;

/**
 * 100,000 meetings of 400 paths in 4 programs of a large event, each path of six people, who meet
 * by threes once a day: four fifths of the meetings are over.
 */
final class ManyMeetings {
    static final int PROGRAMS = 4;
    static final int PATHS = 400;
    static final int EACH = 250;
    static final int MEETINGS = PATHS * EACH;

    private static final int OVER = EACH * 4 / 5;
    private static final int IN_PATH = 6;
    private static final int TOGETHER = 3;

    private ManyMeetings() {}

    /** The programs with their paths and people, without meetings; all attendees are there. */
    static void make(Database database, Instant now) {
        database.change(handle -> {
            handle.execute("UPDATE organization_switch SET enabled = 1 WHERE name = 'programs'");
            for (int program = 0; program < PROGRAMS; program++) {
                program(handle, program);
            }
            for (int path = 0; path < PATHS; path++) {
                path(handle, path);
            }
            handle.execute(
                    "INSERT INTO attendee_session (token_hash, attendee, csrf, expires_ms, by_link)"
                            + " SELECT 'x' || number, id, 'c', ?, 1 FROM attendee WHERE id IN"
                            + " (SELECT attendee FROM path_person)",
                    now.plus(Duration.ofDays(1)).toEpochMilli());
            handle.createQuery("SELECT token_hash FROM attendee_session")
                    .mapTo(String.class)
                    .list()
                    .forEach(name ->
                            handle.execute(
                                    "UPDATE attendee_session SET token_hash = ?"
                                            + " WHERE token_hash = ?",
                                    Tokens.hash(name.substring(1)),
                                    name));
        });
    }

    private static void program(Handle handle, int program) {
        handle.execute(
                "INSERT INTO program (id, event, kind, name, roles, verified, late_min,"
                        + " auto_confirm_min, hours_min, hours_by, door_people, door_min, since_ms,"
                        + " made_ms) VALUES (?, ?, 'mentoring', ?, 'Mentor', 1, 1440, 2880, 6000,"
                        + " 'scheduled', 2, 10, 0, 0)",
                program + 1,
                LargeEvent.ID,
                "Program " + program);
    }

    private static void path(Handle handle, int path) {
        handle.execute(
                "INSERT INTO path (id, program, name, authorized_min) VALUES (?, ?, ?, 6000)",
                path + 1,
                path % PROGRAMS + 1,
                "Path " + path);
        for (int one = 0; one < IN_PATH; one++) {
            handle.execute(
                    "INSERT INTO path_person (path, attendee, role) SELECT ?, id, 'Mentor'"
                            + " FROM attendee WHERE number = ?",
                    path + 1,
                    "P-" + (path * IN_PATH + one));
        }
    }

    /** The list of all meetings, as it is imported. */
    static byte[] list(Instant now) {
        StringBuilder csv =
                new StringBuilder("program,path,key,start,end,room,participants,status\n");
        for (int path = 0; path < PATHS; path++) {
            for (int turn = 0; turn < EACH; turn++) {
                Instant start = now.plus(Duration.ofDays(turn - OVER)).plusSeconds(60L * path + 1);
                csv.append(
                        "Program %d,Path %d,k-%d-%d,%s,%s,Room %d,%s,%s%n"
                                .formatted(
                                        path % PROGRAMS,
                                        path,
                                        path,
                                        turn,
                                        start,
                                        start.plus(Duration.ofHours(1)),
                                        path % LargeEvent.ROOMS,
                                        people(path, turn),
                                        turn < OVER - 3 ? became(turn) : ""));
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String people(int path, int turn) {
        StringBuilder people = new StringBuilder();
        for (int one = 0; one < TOGETHER; one++) {
            people.append("P-").append(path * IN_PATH + (turn + one) % IN_PATH).append(';');
        }
        return people.toString();
    }

    private static String became(int turn) {
        return switch (turn % 10) {
            case 0 -> "late-cancelled";
            case 1 -> "not-held";
            case 2 -> "gone";
            default -> "confirmed";
        };
    }

    /** What somebody's browser has, who is in a path. */
    static String cookie(Random random) {
        return "P-" + random.nextInt(PATHS * IN_PATH);
    }

    /** All of them were to be on one day, so many days ago, and nobody has said anything. */
    static void untouched(Database database, Instant day) {
        database.change(handle -> {
            handle.execute("DELETE FROM meeting_notice");
            handle.execute("DELETE FROM meeting_step");
            handle.execute(
                    "UPDATE meeting SET status = 'upcoming', decided_by = 'time', asked = 0,"
                            + " start_ms = ? + id * 860, end_ms = ? + id * 860 + 3600000,"
                            + " due_ms = ? + id * 860",
                    day.toEpochMilli(),
                    day.toEpochMilli(),
                    day.toEpochMilli());
        });
    }
}
