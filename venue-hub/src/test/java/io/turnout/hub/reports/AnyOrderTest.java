package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.ingest.Ingest;
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
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One set of scans through the real ingest, fold, exports and pages, delivered in many ways. */
@DisplayName("R-6 reports are a function of the set of scans, however they arrive")
final class AnyOrderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T13:40:00Z");
    private static final Instant ONE = Instant.parse("2026-01-31T12:30:00Z");
    private static final List<String> UNITS = List.of("ua", "ub", "uc");
    private static final Map<String, String> ROOM_OF = Map.of("ua", "ra", "ub", "ra", "uc", "rb");
    private static final List<String> SESSIONS = List.of("a1", "a2", "b1");
    private static final int PEOPLE = 12;
    private static final long SCANS_A_UNIT = 40L;
    private static final int WAYS = 8;
    private static final MessageCodec CODEC = new MessageCodec();
    private static final String BEHIND =
            "SELECT COALESCE((SELECT MAX(seq) FROM scan), 0) - seq FROM fold_mark";

    private static final String KEPT =
            "SELECT session, at_ms, ins, outs FROM session_flow WHERE ins <> 0 OR outs <> 0"
                    + " ORDER BY 1, 2";
    private static final String RECOUNT =
            """
            SELECT session, at_ms, SUM(ins), SUM(outs) FROM (
                SELECT session, in_ms / 300000 * 300000 AS at_ms, 1 AS ins, 0 AS outs FROM visit
                UNION ALL
                SELECT session, out_ms / 300000 * 300000, 0, 1 FROM visit
                WHERE ended_by IN ('exit', 'entry-elsewhere')) AS moves
            GROUP BY 1, 2 ORDER BY 1, 2
            """;

    @TempDir private Path directory;

    @Test
    void givesTheSameBytes() throws Exception {
        for (long set = 1; set <= 2; set++) {
            Map<String, List<Scan>> scans = scans(new Random(set));
            Map<String, String> expected = reports(inOrder(scans), "set" + set + "-in-order");
            assertThat(expected.getOrDefault("/exports/check-ins.csv", "").lines().count())
                    .isGreaterThan(30);
            assertThat(expected.getOrDefault("/exports/conflicts.csv", "").lines().count())
                    .isGreaterThan(1);
            assertThat(expected.get("/exports/check-outs.csv")).contains(",entered-elsewhere,yes");
            for (long seed = 1; seed <= WAYS; seed++) {
                List<ScanBatch> batches = shuffled(scans, new Random(seed));
                Map<String, String> got = reports(batches, "set" + set + "-" + seed);
                assertThat(got).as("set %d, seed %d", set, seed).isEqualTo(expected);
            }
        }
    }

    private static List<ScanBatch> inOrder(Map<String, List<Scan>> scans) {
        return scans.entrySet().stream().map(of -> batch(of.getKey(), of.getValue())).toList();
    }

    /** Cut anywhere, every third batch twice, in any order, and some of them backwards. */
    private static List<ScanBatch> shuffled(Map<String, List<Scan>> scans, Random random) {
        List<ScanBatch> batches = new ArrayList<>();
        scans.forEach((unit, all) -> {
            for (int from = 0; from < all.size(); ) {
                int to = Math.min(all.size(), from + 1 + random.nextInt(9));
                batches.add(batch(unit, all.subList(from, to)));
                from = Math.max(from + 1, to - random.nextInt(3));
            }
        });
        List<ScanBatch> again = batches.stream().filter(_ -> random.nextInt(3) == 0).toList();
        batches.addAll(again);
        if (random.nextInt(4) == 0) {
            Collections.reverse(batches);
        } else {
            Collections.shuffle(batches, random);
        }
        return batches;
    }

    private static ScanBatch batch(String unit, List<Scan> scans) {
        return new ScanBatch(new UnitId(unit), new JournalEpoch("e-" + unit), scans);
    }

    /** Every export and every page, by its path. */
    private Map<String, String> reports(List<ScanBatch> batches, String name) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(name));
        InstantSource clock = InstantSource.fixed(NOW);
        try (ServedHub hub = new ServedHub(folder, clock, 0)) {
            site(hub.database);
            try (Attendance attendance = Attendance.start(hub.database, event -> {});
                    Ingest ingest =
                            new Ingest(
                                    hub.database,
                                    CODEC,
                                    clock,
                                    new HubLife("test"),
                                    new Ingest.Outlets((_, _) -> {}, attendance::stored))) {
                for (ScanBatch batch : batches) {
                    ingest.receive(batch.unit(), CODEC.write(batch));
                }
                Awaitility.await()
                        .until(() -> ingest.counts().stored() == UNITS.size() * SCANS_A_UNIT);
                Awaitility.await().until(() -> behind(hub.database) == 0);
            }
            assertThat(flows(hub.database, KEPT)).isEqualTo(flows(hub.database, RECOUNT));
            return fetched(hub);
        }
    }

    /** What is kept of comings and goings, against what the visits say. */
    private static List<String> flows(Database database, String sql) {
        List<String> flows =
                database.read(handle ->
                        handle.createQuery(sql)
                                .map((row, _) ->
                                        "%s %d +%d -%d"
                                                .formatted(
                                                        row.getString(1),
                                                        row.getLong(2),
                                                        row.getLong(3),
                                                        row.getLong(4)))
                                .list());
        assertThat(flows).isNotEmpty();
        return flows;
    }

    private static long behind(Database database) {
        return database.read(handle -> handle.createQuery(BEHIND).mapTo(Long.class).one());
    }

    private static final List<String> PATHS =
            List.of(
                    "/exports/check-ins.csv",
                    "/exports/check-outs.csv",
                    "/exports/presence.csv",
                    "/exports/conflicts.csv",
                    "/exports/completeness.csv",
                    "",
                    "/conflicts",
                    "/day",
                    "/day/no-shows",
                    "/sessions?day=all",
                    "/units",
                    "/sessions/a1",
                    "/sessions/a2?sort=name",
                    "/sessions/b1?show=out");

    private static Map<String, String> fetched(ServedHub hub) throws Exception {
        Map<String, String> all = new TreeMap<>();
        for (String path : PATHS) {
            HttpResponse<String> answer = hub.get("/events/fosdem" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            all.put(path, answer.body().replaceAll("name=\"csrf\" value=\"[^\"]*\"", ""));
        }
        return all;
    }

    /** Two rooms, one of them with two doors; it reads entries only. */
    private static void site(Database database) {
        Rows rows = new Rows(database);
        rows.event("fosdem", "FOSDEM 2026", "Europe/Brussels");
        rows.room("ra", "Room A", 8, 1);
        rows.room("rb", "Room B", 0, 2);
        rows.session("a1", "ra", "First", ONE, 30);
        rows.session("a2", "ra", "Second", ONE.plusSeconds(1800), 30);
        rows.session("b1", "rb", "Other", ONE.plusSeconds(600), 60);
        UNITS.forEach(unit ->
                rows.unit(
                        unit, ROOM_OF.getOrDefault(unit, ""), "ready", NOW.minusSeconds(4), 40, 4));
        for (int i = 1; i <= PEOPLE; i++) {
            rows.attendee("A%02d".formatted(i), "Given" + i, "Family");
        }
        database.change(handle -> {
            handle.execute("UPDATE unit SET mode = 'in' WHERE id <> 'uc'");
            handle.execute(
                    "UPDATE unit SET info = replace(info, '\"epoch\":\"e\"', '\"epoch\":\"e-' || id || '\"')");
            handle.execute("UPDATE session SET re_entry = 'once' WHERE id = 'a2'");
        });
        for (int i = 1; i <= PEOPLE; i++) {
            String badge = new BadgeFingerprint(i, 0).toString();
            String number = "A%02d".formatted(i);
            database.change(handle ->
                    handle.execute(
                            "UPDATE badge SET fingerprint = ? WHERE attendee ="
                                    + " (SELECT id FROM attendee WHERE number = ?)",
                            badge,
                            number));
        }
    }

    /** What the doors read in an hour: few seconds apart, some of one instant, some impossible. */
    private static Map<String, List<Scan>> scans(Random random) {
        Map<String, List<Scan>> all = new TreeMap<>();
        for (String unit : UNITS) {
            List<Scan> scans = new ArrayList<>();
            for (long number = 1; number <= SCANS_A_UNIT; number++) {
                scans.add(scan(unit, number, random));
            }
            all.put(unit, scans);
        }
        return all;
    }

    private static Scan scan(String unit, long number, Random random) {
        boolean bothWays = unit.equals("uc");
        String session = bothWays ? "b1" : SESSIONS.get(random.nextInt(2));
        boolean refused = random.nextInt(8) == 0;
        Effect effect =
                bothWays && random.nextBoolean()
                        ? new Effect.Leave(
                                random.nextBoolean()
                                        ? Optional.empty()
                                        : Optional.of(new SessionId(session)))
                        : new Effect.Enter(new SessionId(session), random.nextInt(3) > 0);
        return new Scan(
                number,
                ONE.plusSeconds(30L * random.nextInt(120)),
                number * 1000,
                "boot",
                ClockQuality.SYNCED,
                new DoorId(ROOM_OF.getOrDefault(unit, "")),
                new RoomId(ROOM_OF.getOrDefault(unit, "")),
                Side.IN,
                bothWays ? Mode.AUTO : Mode.IN,
                Way.UNIT,
                Optional.of(new BadgeFingerprint(1 + random.nextInt(PEOPLE + 1), 0)),
                refused ? "refused" : "admitted",
                refused ? "full" : "open",
                random.nextInt(6) == 0,
                refused ? List.of() : List.of(effect),
                1,
                random.nextBoolean());
    }
}
