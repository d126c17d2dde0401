package io.turnout.hub.reports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.jdbi.v3.core.Handle;

/**
 * Serves the pages with a made-up afternoon of 28 rooms, to be looked at: {@code http://127.0.0.1:}
 * and the port given, user {@code noor}, password {@code correct horse}.
 */
public final class PagesPreview {
    private static final int ROOMS = 28;
    private static final int PEOPLE = 5000;
    private static final String[] GIVEN = {
        "Ada", "Amara", "Bogdan", "Chen", "Dorota", "Émilie", "Farid", "Greta", "Hiro", "Inês"
    };
    private static final String[] FAMILY = {
        "Okafor", "Petrov", "Wang", "Kowalska", "Roux", "Haddad", "Schmidt", "Tanaka", "Moreira"
    };
    private static final String[] TITLES = {
        "Pull requests maintainers will love to review",
        "Free your BIOS today",
        "Building cloud infrastructure for small teams, and what it costs to keep it running",
        "Lightweight profiling",
        "Package management learnings",
        "One GPU, many models: what works and what segfaults",
        "Download statistics",
        "The servo and the web platform"
    };

    private final Random random = new Random(7);
    private final Instant now;
    private final Rows rows;
    private final ServedHub hub;

    private PagesPreview(ServedHub hub, Instant now) {
        this.hub = hub;
        this.now = now;
        this.rows = new Rows(hub.database);
    }

    /** Runs until stopped. */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("pages-preview");
        ServedHub hub = new ServedHub(directory, InstantSource.system(), Integer.parseInt(args[0]));
        String token = hub.setup.offer().orElseThrow();
        hub.setup.complete(token, "noor", ServedHub.PASSWORD);
        if (args.length < 2) {
            new PagesPreview(hub, Instant.now()).fill();
        }
        System.out.println("ready at " + hub.server.port());
        Thread.currentThread().join();
    }

    private void fill() {
        rows.event("fosdem", "FOSDEM 2026", "Europe/Brussels");
        long[] people = new long[PEOPLE];
        for (int i = 0; i < PEOPLE; i++) {
            people[i] =
                    rows.attendee("A%05d".formatted(i + 1), pick(GIVEN, i), pick(FAMILY, i / 10));
        }
        int next = 0;
        for (int room = 0; room < ROOMS; room++) {
            next = room(room, people, next);
        }
        history(people);
        impossible();
    }

    /** A few people in two rooms at once, and exits that nobody read. */
    private void impossible() {
        hub.database.change(h -> {
            h.execute(
                    """
                    INSERT INTO double_use (attendee, kind, unit, epoch, number, at_ms, other_unit,
                        other_epoch, other_number, other_at_ms)
                    SELECT b.attendee, 'two-rooms', s.unit, s.epoch, s.number, s.wall_ms, o.unit,
                        o.epoch, o.number, s.wall_ms + 61000
                    FROM scan s JOIN badge b ON b.fingerprint = s.badge
                    JOIN scan o ON o.unit = s.unit AND o.epoch = s.epoch
                        AND o.number = s.number + 5000 AND o.badge = s.badge
                    LIMIT 7
                    """);
            h.execute("UPDATE scan SET online = 0 WHERE number % 3 = 0");
            h.execute(
                    "UPDATE presence SET ended_by = 'entry-elsewhere'"
                            + " WHERE ended_by = 'exit' AND attendee % 2 = 0");
        });
    }

    private int room(int number, long[] people, int first) {
        String id = "r" + number;
        int seats = number == 0 ? 1415 : 60 + random.nextInt(340);
        rows.room(id, (number < 9 ? "K.1." : "UB2.") + (101 + number), seats, number);
        Instant start = Instant.ofEpochSecond(now.minusSeconds(1500).getEpochSecond() / 300 * 300);
        for (int slot = -4; slot < 5; slot++) {
            if (slot == 0 && number > 24) {
                continue;
            }
            String access = number % 5 == 2 ? "registered-only" : "open";
            String title = pick(TITLES, number + slot + 8);
            rows.session(id + "-" + slot, id, title, start.plusSeconds(slot * 3600L), 50, access);
        }
        unit(number, id);
        boolean resting = number > 24;
        int inside = number == 3 ? seats * 9 / 8 + 2 : seats * (20 + random.nextInt(70)) / 100;
        String session = id + "-0";
        if (resting) {
            return first;
        }
        hub.database.change(h -> {
            for (int i = first; i < Math.min(first + inside, people.length); i++) {
                enter(h, id, session, i, people[i], start);
            }
        });
        for (int i = 0; number == 3 && i < 31; i++) {
            rows.refusal(id, "A%05d".formatted(i + 1), now.minusSeconds(5 + i * 9L), "full");
        }
        for (int i = 0; number == 4 && i < 4; i++) {
            rows.refusal(id, "A0001" + i, now.minusSeconds(5 + i * 9L), "not-registered");
        }
        return first + inside;
    }

    private void enter(Handle h, String room, String session, int i, long person, Instant start) {
        long window = Duration.between(start.minusSeconds(800), now).toSeconds();
        double when = Math.clamp(random.nextGaussian() * 0.17 + 0.45, 0.02, 0.99);
        Instant in = start.minusSeconds(800).plusSeconds((long) (window * when));
        rows.entry(h, room, session, "A%05d".formatted(i + 1), in, i % 17 == 0);
        boolean left = i % 9 == 0 && in.isBefore(now.minusSeconds(200));
        rows.presence(h, person, session, in, left ? in.plusSeconds(180) : null);
        if (i % 3 != 0) {
            h.execute("INSERT INTO registration VALUES (?, ?)", person, session);
        }
    }

    private void unit(int number, String room) {
        String id = room + "-a";
        switch (number) {
            case 1 -> rows.unit(id, room, "lost", now.minusSeconds(780), 40, 4);
            case 2 -> rows.unit(id, room, "ready", now, 0, 0);
            case 5 -> rows.unit(id, room, "ready", now, 90, 3);
            case 26 -> rows.unit(id, room, "never-seen", Instant.EPOCH, 0, 0);
            default -> rows.unit(id, room, "ready", now, 100 + number, 4);
        }
        if (number == 26) {
            return;
        }
        switch (number) {
            case 5 -> rows.journal(id, 81, 90);
            case 6 -> rows.journal(id, 60, 106, 80);
            default -> rows.journal(id, 100 + number, 100 + number);
        }
    }

    /** A hundred thousand scans of the hours before, as at the end of a long day. */
    private void history(long[] people) {
        hub.database.change(h -> {
            for (int i = 0; i < 100_000; i++) {
                int room = i % ROOMS;
                Instant at = now.minusSeconds(2400 + random.nextInt(12_000));
                int person = i % people.length;
                rows.entry(
                        h,
                        "r" + room,
                        "r" + room + "--2",
                        "A%05d".formatted(person + 1),
                        at,
                        false);
            }
        });
    }

    private static String pick(String[] from, int index) {
        return from[Math.floorMod(index, from.length)];
    }
}
