package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.ingest.OwnJournal;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few hundred scans with every trap, and reports that were worked out without the program. */
@DisplayName("R-3 to R-7: the golden event")
final class GoldenEventTest {
    private static final MessageCodec CODEC = new MessageCodec();
    private static final InstantSource CLOCK = InstantSource.fixed(GoldenEvent.NOW);
    private static final List<String> REPORTS =
            List.of("check-ins", "check-outs", "presence", "sessions", "conflicts", "anomalies");

    @TempDir private Path directory;
    private final GoldenEvent golden = new GoldenEvent();

    @Test
    @DisplayName("R-3 R-4 R-5 R-7 every report is byte for byte what was worked out")
    void givesTheReportsThatWereWorkedOut() throws Exception {
        List<ScanBatch> inOrder = new ArrayList<>();
        golden.scans().forEach((unit, scans) -> inOrder.add(batch(unit, scans)));
        check(inOrder, false, "in-order");
    }

    @Test
    @DisplayName("R-6 a door that delivers last, after everybody has left, changes nothing")
    void givesTheSameWhereADoorDeliversLate() throws Exception {
        List<ScanBatch> late = new ArrayList<>();
        golden.scans().forEach((unit, scans) -> late.add(batch(unit, scans)));
        late.sort((a, b) ->
                Boolean.compare(
                        a.unit().value().equals("hall-in"), b.unit().value().equals("hall-in")));
        check(late, true, "late");
    }

    @Test
    @DisplayName("R-6 any cut, repeat and order of the same scans gives the same reports")
    void givesTheSameInAnyOrder() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            check(shuffled(new Random(seed)), seed == 2, "seed " + seed);
        }
    }

    /** Cut anywhere, every third batch twice, in any order; one order is backwards. */
    private List<ScanBatch> shuffled(Random random) {
        List<ScanBatch> batches = new ArrayList<>();
        golden.scans()
                .forEach((unit, all) -> {
                    for (int from = 0; from < all.size(); ) {
                        int to = Math.min(all.size(), from + 1 + random.nextInt(20));
                        batches.add(batch(unit, all.subList(from, to)));
                        from = Math.max(from + 1, to - random.nextInt(3));
                    }
                });
        batches.addAll(batches.stream().filter(_ -> random.nextInt(3) == 0).toList());
        Collections.shuffle(batches, random);
        return batches;
    }

    private static ScanBatch batch(String unit, List<Scan> scans) {
        return new ScanBatch(new UnitId(unit), new JournalEpoch("e-" + unit), scans);
    }

    /**
     * Sends batches to a hub, and compares its reports.
     *
     * @param wordFirst whether scans were taken back and corrected before the hub had them
     */
    private void check(List<ScanBatch> batches, boolean wordFirst, String way) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(way.replace(' ', '-')));
        try (ServedHub hub = new ServedHub(folder, CLOCK, 0)) {
            hub.get("/events"); // somebody has signed in, whose phone scans
            golden.prepare(hub.database);
            try (Attendance attendance = Attendance.start(hub.database, _ -> {})) {
                if (wordFirst) {
                    say(hub.database, attendance);
                }
                send(hub.database, attendance, batches);
                if (!wordFirst) {
                    say(hub.database, attendance);
                }
                settle(hub.database);
            }
            for (String report : REPORTS) {
                HttpResponse<String> answer = hub.get("/events/golden/exports/" + report + ".csv");
                assertThat(answer.body())
                        .as("%s, %s", report, way)
                        .isEqualTo(GoldenEvent.expected(report));
            }
        }
    }

    /** The hub's own door writes to the log itself, one by one, wherever its first batch comes. */
    private void send(Database database, Attendance attendance, List<ScanBatch> batches) {
        long all = golden.scans().values().stream().mapToLong(List::size).sum();
        OwnJournal own = new OwnJournal();
        try (Ingest ingest =
                new Ingest(
                        database,
                        CODEC,
                        CLOCK,
                        new HubLife("test"),
                        new Ingest.Outlets((_, _) -> {}, attendance::stored))) {
            for (ScanBatch batch : batches) {
                if (batch.unit().value().startsWith("hub.")) {
                    append(database, own, batch);
                    attendance.stored();
                } else {
                    ingest.receive(batch.unit(), CODEC.write(batch));
                }
            }
            Awaitility.await().until(() -> count(database, "SELECT COUNT(*) FROM scan") == all);
        }
    }

    private void append(Database database, OwnJournal own, ScanBatch batch) {
        List<Scan> scans = golden.scans().getOrDefault(batch.unit().value(), List.of());
        database.change(handle -> {
            if (own.last(handle, batch.unit(), batch.epoch()) == 0) {
                for (Scan scan : scans) {
                    own.append(
                            handle,
                            batch.unit(),
                            batch.epoch(),
                            scan,
                            GoldenEvent.NOW.toEpochMilli());
                }
            }
        });
    }

    private void say(Database database, Attendance attendance) {
        takeBack(database, attendance);
        database.change(golden::correct);
        attendance.stored();
    }

    private void takeBack(Database database, Attendance attendance) {
        for (GoldenEvent.Word word : golden.takenBack()) {
            database.change(handle ->
                    handle.execute(
                            "INSERT INTO scan_word (unit, epoch, number, kind, why, hub_user, who,"
                                    + " said_ms, received_ms)"
                                    + " VALUES (?, ?, ?, 'undo', '', 1, 'noor', 0, 0)",
                            word.unit(),
                            "e-" + word.unit(),
                            word.number()));
            database.read(handle ->
                            handle.createQuery("SELECT seq FROM scan WHERE unit = ? AND number = ?")
                                    .bind(0, word.unit())
                                    .bind(1, word.number())
                                    .mapTo(Long.class)
                                    .findOne())
                    .ifPresent(attendance::corrected);
        }
    }

    /**
     * Until all of the log and of the corrections is folded, and nobody has what was taken back.
     */
    private static void settle(Database database) {
        String left =
                """
                SELECT (SELECT MAX(seq) FROM scan) - (SELECT seq FROM fold_mark)
                    + (SELECT MAX(number) FROM correction) - (SELECT number FROM correction_mark)
                    + (SELECT COUNT(*) FROM presence p JOIN attendee a ON a.id = p.attendee
                        WHERE a.number = 'T20')
                """;
        Awaitility.await().until(() -> count(database, left) == 0);
    }

    private static long count(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
