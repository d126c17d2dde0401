package io.turnout.hub.reports;

import io.turnout.hub.store.Database;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jdbi.v3.core.Handle;

/** Reads the golden event from its files. */
final class GoldenEvent {
    static final Instant NOW = Instant.parse("2026-10-26T12:00:00Z");

    private static final Instant BOOTED = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant COMPARED = Instant.parse("2026-03-28T15:55:00Z");
    private static final Map<String, List<String>> UNITS =
            Map.of(
                    "hall-in", List.of("hall", "in"),
                    "hall-out", List.of("hall", "out"),
                    "hall-desk", List.of("hall", "auto"),
                    "lab-in", List.of("lab", "in"),
                    "attic-a", List.of("attic", "auto"),
                    "attic-b", List.of("attic", "auto"));

    private final Map<String, BadgeFingerprint> badges = new HashMap<>();
    private final Map<String, List<Scan>> scans = new TreeMap<>();
    private final List<Word> takenBack = new ArrayList<>();

    /** A scan that its attendant took back. */
    record Word(String unit, long number) {}

    GoldenEvent() {
        for (CSVRecord row : rows("scans.csv")) {
            String unit = row.get("unit");
            scans.computeIfAbsent(unit, _ -> new ArrayList<>()).add(scan(row));
            if (row.get("word").equals("undo")) {
                takenBack.add(new Word(unit, Long.parseLong(row.get("number"))));
            }
        }
    }

    /** By unit, in the order of their numbers. */
    Map<String, List<Scan>> scans() {
        return scans;
    }

    List<Word> takenBack() {
        return List.copyOf(takenBack);
    }

    /** A report as it must be, with the line ends and the mark that the hub writes. */
    static String expected(String report) {
        return "\ufeff" + text("expected/" + report + ".csv").replace("\n", "\r\n");
    }

    private Scan scan(CSVRecord row) {
        Instant wall = OffsetDateTime.parse(row.get("unit_clock")).toInstant();
        String room = room(row.get("unit"));
        BadgeFingerprint badge = badge(row.get("badge"));
        return new Scan(
                Long.parseLong(row.get("number")),
                wall,
                Duration.between(BOOTED, wall).toMillis(),
                "boot",
                ClockQuality.valueOf(row.get("clock").toUpperCase(Locale.ROOT)),
                new DoorId(room),
                new RoomId(room),
                Side.IN,
                Mode.AUTO,
                Way.valueOf(row.get("way").toUpperCase(Locale.ROOT)),
                Optional.of(badge),
                row.get("verdict"),
                row.get("reason"),
                row.get("flagged").equals("flagged"),
                effects(row),
                1,
                !row.get("offline").equals("offline"));
    }

    private static List<Effect> effects(CSVRecord row) {
        List<Effect> effects = new ArrayList<>();
        String leaves = row.get("leaves");
        if (!leaves.isEmpty()) {
            effects.add(
                    new Effect.Leave(
                            leaves.equals("*")
                                    ? Optional.empty()
                                    : Optional.of(new SessionId(leaves))));
        }
        if (!row.get("enters").isEmpty()) {
            effects.add(
                    new Effect.Enter(
                            new SessionId(row.get("enters")), row.get("seat").equals("seat")));
        }
        return effects;
    }

    /** The hub's own door is in the foyer; attendants' phones are anywhere. */
    private static String room(String unit) {
        return UNITS.containsKey(unit)
                ? Objects.requireNonNull(UNITS.get(unit)).getFirst()
                : unit.startsWith("hub.") ? "foyer" : "hall";
    }

    private BadgeFingerprint badge(String code) {
        return badges.computeIfAbsent(code, _ -> new BadgeFingerprint(badges.size() + 1L, 0));
    }

    /** Everything but the scans. */
    void prepare(Database database) {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                            + " VALUES ('golden', 'G0D', 'Golden event', 'Europe/Brussels', '', 0)");
            rooms(handle);
            rows("sessions.csv").forEach(row -> session(handle, row));
            rows("people.csv").forEach(row -> person(handle, row));
            compared(handle);
        });
    }

    private static void rooms(Handle handle) {
        int place = 0;
        for (String room : List.of("Hall", "Lab", "Attic", "Foyer")) {
            place++;
            String id = room.toLowerCase(Locale.ROOT);
            handle.execute(
                    "INSERT INTO room (id, event, name, place) VALUES (?, 'golden', ?, ?)",
                    id,
                    room,
                    place);
            handle.execute("INSERT INTO door (id, room, name) VALUES (?, ?, 'Door')", id, id);
        }
        UNITS.forEach((unit, at) ->
                handle.execute(
                        "INSERT INTO unit (id, door, mode, secret_hash) VALUES (?, ?, ?, '')",
                        unit,
                        at.getFirst(),
                        at.getLast()));
        handle.execute(
                "INSERT INTO phone (id, event, hub_user, made_ms, heard_ms)"
                        + " SELECT 'phone.1', 'golden', MIN(id), 0, 0 FROM hub_user");
    }

    private static void session(Handle handle, CSVRecord row) {
        handle.execute(
                "INSERT INTO session (id, event, room, day, title, start_ms, end_ms, early_min,"
                        + " late_min, check_out, re_entry, capacity, cancelled)"
                        + " VALUES (?, 'golden', ?, ?, ?, ?, ?, 15, 0, ?, ?, ?, ?)",
                row.get("id"),
                row.get("room"),
                row.get("day"),
                row.get("title"),
                millis(row.get("start")),
                millis(row.get("end")),
                Integer.valueOf(row.get("check_out")),
                row.get("re_entry"),
                row.get("capacity").isEmpty() ? null : Integer.valueOf(row.get("capacity")),
                Integer.valueOf(row.get("cancelled")));
        int place = 0;
        for (String field : parts(row.get("fields"), "; ")) {
            place++;
            int blank = field.lastIndexOf(' ');
            handle.execute(
                    "INSERT INTO session_study (session, place, name, credits)"
                            + " VALUES (?, ?, ?, ?)",
                    row.get("id"),
                    place,
                    field.substring(0, blank),
                    field.substring(blank + 1));
        }
        for (String rule : parts(row.get("rules"), "; ")) {
            int equals = rule.indexOf('=');
            handle.execute(
                    "INSERT INTO session_rule (session, rule, value) VALUES (?, ?, ?)",
                    row.get("id"),
                    rule.substring(0, equals),
                    rule.substring(equals + 1));
        }
    }

    private void person(Handle handle, CSVRecord row) {
        String number = row.get("number");
        handle.execute(
                "INSERT INTO attendee (event, number, family_name, given_name)"
                        + " VALUES ('golden', ?, ?, ?)",
                number,
                row.get("family_name"),
                row.get("given_name"));
        long id =
                handle.createQuery("SELECT id FROM attendee WHERE number = ?")
                        .bind(0, number)
                        .mapTo(Long.class)
                        .one();
        for (String badge : parts(row.get("badges"), " ")) {
            handle.execute(
                    "INSERT INTO badge (event, fingerprint, attendee, code)"
                            + " VALUES ('golden', ?, ?, ?)",
                    badge(badge).toString(),
                    id,
                    "K" + badge);
        }
        for (String session : parts(row.get("registered"), " ")) {
            handle.execute("INSERT INTO registration VALUES (?, ?)", id, session);
        }
    }

    /** What staff said, by the user who signed in first. */
    void correct(Handle handle) {
        Map<String, Integer> places = new HashMap<>();
        for (CSVRecord row : rows("corrections.csv")) {
            String number = row.get("number");
            int place = places.merge(number, 1, Integer::sum) - 1;
            if (place == 0) {
                correction(handle, row);
            }
            if (!row.get("kind").equals("undo")) {
                line(handle, row, place);
            }
        }
    }

    private static void correction(Handle handle, CSVRecord row) {
        Long undone = row.get("undoes").isEmpty() ? null : Long.valueOf(row.get("undoes"));
        handle.execute(
                "INSERT INTO correction (number, event, kind, undoes, about, why, hub_user, who,"
                        + " made_ms, people) VALUES (?, 'golden', ?, ?, ?, ?, 1, 'noor', ?, 1)",
                Long.valueOf(row.get("number")),
                row.get("kind"),
                undone,
                undone,
                row.get("why"),
                NOW.toEpochMilli());
        if (undone != null) {
            handle.execute("INSERT INTO correction_undone (number) VALUES (?)", undone);
        }
    }

    private static void line(Handle handle, CSVRecord row, int place) {
        boolean scan = !row.get("unit").isEmpty();
        handle.execute(
                "INSERT INTO correction_line (correction, place, attendee, session, in_ms, out_ms,"
                        + " unit, epoch, number) VALUES (?, ?,"
                        + " (SELECT id FROM attendee WHERE number = ?), ?, ?, ?, ?, ?, ?)",
                Long.valueOf(row.get("number")),
                place,
                row.get("attendee"),
                row.get("session").isEmpty() ? null : row.get("session"),
                row.get("in").isEmpty() ? null : millis(row.get("in")),
                row.get("out").isEmpty() ? null : millis(row.get("out")),
                scan ? row.get("unit") : null,
                scan ? "e-" + row.get("unit") : null,
                scan ? Long.valueOf(row.get("scan")) : null);
    }

    /** The second door of the attic heard the hub's time once: that is known to two minutes. */
    private static void compared(Handle handle) {
        long wall = COMPARED.minus(Duration.ofDays(1)).toEpochMilli();
        long mono = wall - BOOTED.toEpochMilli();
        handle.execute(
                "INSERT INTO clock_sighting (unit, boot, mono_ms, wall_ms, clock, received_ms,"
                        + " heard_ms, heard_mono_ms)"
                        + " VALUES ('attic-b', 'boot', ?, ?, 'unset', ?, ?, ?)",
                mono,
                wall,
                COMPARED.plusSeconds(120).toEpochMilli(),
                COMPARED.minusSeconds(120).toEpochMilli(),
                mono);
    }

    private static long millis(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }

    private static List<String> parts(String text, String between) {
        return text.isEmpty() ? List.of() : List.of(text.split(between));
    }

    private static List<CSVRecord> rows(String name) {
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setCommentMarker('#')
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get();
        try (CSVParser parser = CSVParser.parse(text(name), format)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String text(String name) {
        try (InputStream in =
                Objects.requireNonNull(
                        GoldenEvent.class.getResourceAsStream("golden/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
