package io.turnout.hub.reports;

import io.turnout.hub.store.Database;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Writes rows of the hub's tables by hand, as the import, the ingest and the fold would. */
final class Rows {
    static final String EVENT = "fosdem";

    private final Database database;
    private long numbers;

    Rows(Database database) {
        this.database = database;
    }

    void event(String id, String title, String zone) {
        database.change(h ->
                h.execute(
                        "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                                + " VALUES (?, ?, ?, ?, '', 0)",
                        id,
                        id.substring(0, 3).toUpperCase(Locale.ROOT).replace('O', '0'),
                        title,
                        zone));
    }

    /** A room with one door, called door A; 0 seats for no limit. */
    void room(String id, String name, int seats, int place) {
        database.change(h -> {
            h.execute(
                    "INSERT INTO room (id, event, name, capacity, place)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    id,
                    EVENT,
                    name,
                    seats == 0 ? null : seats,
                    place);
            h.execute("INSERT INTO door (id, room, name) VALUES (?, ?, 'door A')", id, id);
        });
    }

    void session(String id, String room, String title, Instant start, int minutes) {
        session(id, room, title, start, minutes, "open");
    }

    void session(String id, String room, String title, Instant start, int minutes, String access) {
        database.change(h ->
                h.execute(
                        "INSERT INTO session (id, event, room, day, title, start_ms, end_ms,"
                                + " early_min, late_min, access)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, 15, 0, ?)",
                        id,
                        EVENT,
                        room,
                        start.toString().substring(0, 10),
                        title,
                        start.toEpochMilli(),
                        start.plusSeconds(minutes * 60L).toEpochMilli(),
                        access));
    }

    /** An attendee with a badge; its fingerprint is {@code F} and the number. */
    long attendee(String number, String given, String family) {
        return database.write(h -> {
            h.execute(
                    "INSERT INTO attendee (event, number, family_name, given_name)"
                            + " VALUES (?, ?, ?, ?)",
                    EVENT,
                    number,
                    family,
                    given);
            long id =
                    h.createQuery("SELECT id FROM attendee WHERE number = ?")
                            .bind(0, number)
                            .mapTo(Long.class)
                            .one();
            h.execute(
                    "INSERT INTO badge (event, fingerprint, attendee, code)"
                            + " VALUES (?, ?, ?, ?)",
                    EVENT,
                    "F" + number,
                    id,
                    "K" + number);
            return id;
        });
    }

    void registration(long attendee, String session) {
        database.change(
                h -> h.execute("INSERT INTO registration VALUES (?, ?)", attendee, session));
    }

    /** A unit at a room's door that said something at a time; never where it is the epoch. */
    void unit(String id, String door, String status, Instant heard, long lastNumber, long list) {
        String info =
                heard.equals(Instant.EPOCH)
                        ? ""
                        : """
                        {"version":"0.1.0","boot":"b","startedAt":"%s","at":"%s","room":"%s",
                         "door":"%s","epoch":"e","lastNumber":%d,"waiting":0,"listRevision":%d,
                         "clock":"synced","reader":"virtual","indicator":"virtual",
                         "health":{"mode":{"mode":"out","by":"button","since":"%s"},
                          "framesPerSecond":12.5,"readsPerSecond":0.2,"celsius":54.53,
                          "heldBack":["under-voltage","throttled-before","odd"],
                          "freeMegabytes":21403}}\
                        """
                                .formatted(heard, heard, door, door, lastNumber, list, heard);
        database.change(h ->
                h.execute(
                        "INSERT INTO unit (id, door, secret_hash, status, heard_ms, info,"
                                + " list_revision) VALUES (?, ?, '', ?, ?, ?, 4)",
                        id,
                        door,
                        status,
                        heard.toEpochMilli(),
                        info));
    }

    void journal(String unit, long upTo, long highest) {
        journal(unit, upTo, highest, 0);
    }

    /**
     * How far a journal has arrived, with its last scan; what is missing up to a number is lost.
     */
    void journal(String unit, long upTo, long highest, long beyond) {
        database.change(h -> {
            h.execute(
                    "INSERT INTO journal (unit, epoch, up_to, highest, beyond, received_ms)"
                            + " VALUES (?, 'e', ?, ?, ?, 1)",
                    unit,
                    upTo,
                    highest,
                    beyond);
            if (highest > upTo) {
                h.execute(
                        "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot,"
                                + " clock, room, door, side, mode, way, outcome, reason, flagged,"
                                + " list_revision, online) VALUES (?, 'e', ?, 0, 0, 0, 'b',"
                                + " 'synced', '', '', 'in', 'auto', 'unit', 'refused',"
                                + " 'unreadable', 0, 4, 1)",
                        unit,
                        highest);
            }
        });
    }

    void entry(String room, String session, String number, Instant at, boolean flagged) {
        database.change(h -> entry(h, room, session, number, at, flagged));
    }

    void entry(Handle h, String room, String session, String number, Instant at, boolean flagged) {
        String reason = flagged ? "walk-in" : "open";
        scan(h, room, number, at, "admitted", reason, flagged, session, true, false);
    }

    void exit(String room, String number, Instant at) {
        database.change(
                h -> scan(h, room, number, at, "admitted", "left", false, null, false, true));
    }

    void refusal(String room, String number, Instant at, String reason) {
        String outcome = reason.equals("not-registered") ? "ask-staff" : "refused";
        database.change(h -> scan(h, room, number, at, outcome, reason, false, null, false, false));
    }

    private void scan(
            Handle h,
            String room,
            String number,
            Instant at,
            String outcome,
            String reason,
            boolean flagged,
            @org.jspecify.annotations.Nullable String entered,
            boolean seat,
            boolean leaves) {
        h.execute(
                "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot, clock,"
                        + " event, room, door, side, mode, way, badge, outcome, reason, flagged,"
                        + " entered, takes_seat, leaves, list_revision, online) VALUES ('u', 'e', ?,"
                        + " ?, ?, ?, 'b', 'synced', ?, ?, ?, 'in', 'auto', 'unit', ?, ?, ?, ?, ?, ?,"
                        + " ?, 4, 1)",
                ++numbers,
                at.toEpochMilli(),
                at.toEpochMilli(),
                at.toEpochMilli(),
                EVENT,
                room,
                room,
                "F" + number,
                outcome,
                reason,
                flagged ? 1 : 0,
                entered,
                seat ? 1 : 0,
                leaves ? 1 : 0);
    }

    /** What the fold would make of it; {@code out} is null for who is inside. */
    void presence(
            long attendee,
            String session,
            Instant in,
            @org.jspecify.annotations.Nullable Instant out) {
        database.change(h -> presence(h, attendee, session, in, out));
    }

    void presence(
            Handle h,
            long attendee,
            String session,
            Instant in,
            @org.jspecify.annotations.Nullable Instant out) {
        h.execute(
                "INSERT INTO presence (attendee, session, inside, first_in_ms, last_out_ms,"
                        + " present_ms, ins, outs, walk_in, ended_by, ended_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 1, ?, 0, ?, ?)",
                attendee,
                session,
                out == null ? 1 : 0,
                in.toEpochMilli(),
                out == null ? null : out.toEpochMilli(),
                out == null ? 0 : out.toEpochMilli() - in.toEpochMilli(),
                out == null ? 0 : 1,
                out == null ? "session-end" : "exit",
                (out == null ? in : out).toEpochMilli());
        h.execute(
                "INSERT INTO visit (attendee, session, place, in_ms, out_ms, ended_by)"
                        + " VALUES (?, ?, 0, ?, ?, ?)",
                attendee,
                session,
                in.toEpochMilli(),
                (out == null ? in : out).toEpochMilli(),
                out == null ? "session-end" : "exit");
        move(h, session, in, 1, 0);
        if (out != null) {
            move(h, session, out, 0, 1);
        }
    }

    private static void move(Handle h, String session, Instant at, int ins, int outs) {
        long five = 300_000;
        h.execute(
                "INSERT INTO session_flow (session, at_ms, ins, outs) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (session, at_ms) DO UPDATE SET ins = session_flow.ins + ?,"
                        + " outs = session_flow.outs + ?",
                session,
                at.toEpochMilli() / five * five,
                ins,
                outs,
                ins,
                outs);
    }
}
