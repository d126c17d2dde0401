package io.turnout.hub.clock;

import io.turnout.hub.clock.BestTime.Said;
import io.turnout.hub.clock.JournalTimes.BootScans;
import io.turnout.hub.clock.Sighting.Bound;
import io.turnout.hub.clock.Sightings.Boot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Derives the best times of scans, inside one transaction: of new scans, and again of those whose
 * boot is known better now. What it writes is a function of the scans and sightings there are.
 */
public final class ScanTimes {
    private static final String SCANS =
            """
            SELECT s.seq, s.unit, s.epoch, s.number, s.mono_ms, s.wall_ms, s.boot, s.clock,
                   s.received_ms, s.room, t.best_ms, t.earliest_ms, t.latest_ms
            FROM scan s LEFT JOIN scan_time t ON t.seq = s.seq
            """;
    private static final String NEW_SCANS =
            SCANS + "WHERE s.seq > :after AND s.seq <= :upTo ORDER BY s.seq";
    private static final String SCANS_OF_BOOT =
            SCANS
                    + """
                    WHERE s.unit = :unit AND s.epoch = :epoch AND s.boot = :boot
                      AND s.number >= :first AND s.number <= :last
                    ORDER BY s.number
                    """;

    /** Less than what {@link Sightings} takes for another wall clock: it decides. */
    private static final long SAME_WALL_MS = 400;

    private final Handle handle;
    private final BootClocks known;
    private final Sightings sightings;
    private final Set<Long> changed = new LinkedHashSet<>();

    /**
     * For one transaction.
     *
     * @param known outlives it
     */
    public ScanTimes(Handle handle, BootClocks known) {
        this.handle = handle;
        this.known = known;
        this.sightings = new Sightings(handle);
    }

    /** Whether units said anything of their clocks that is not taken in. */
    public static boolean waiting(Handle handle) {
        return handle.createQuery(
                        "SELECT COALESCE(MAX(seq), 0) > (SELECT sighting FROM clock_mark"
                                + " WHERE id = 1) FROM clock_sighting")
                .mapTo(Boolean.class)
                .one();
    }

    private record Journal(String unit, String epoch) {}

    private record Stretch(Journal journal, String boot, long first, long last) {}

    /**
     * A scan.
     *
     * @param before the time that it had until now
     */
    private record Row(long seq, Stretch of, String room, Said said, BestTime before) {
        Boot boot() {
            return new Boot(of.journal().unit(), of.boot());
        }

        Sighting sighting() {
            return new Sighting(
                    said.monoMs(),
                    said.wallMs(),
                    said.clock(),
                    said.receivedMs(),
                    Optional.empty());
        }
    }

    /**
     * Takes in the scans of a stretch of the log, and all that units said since the last time.
     *
     * @return the places in the log of the scans whose times are others now
     */
    public Set<Long> derive(long after, long upTo) {
        List<Row> rows =
                handle.createQuery(NEW_SCANS)
                        .bind("after", after)
                        .bind("upTo", upTo)
                        .map((row, context) -> row(row))
                        .list();
        sight(rows);
        Set<Journal> grown = new LinkedHashSet<>();
        for (Row row : rows) {
            grown.add(row.of().journal());
        }
        stretches(rows).forEach(this::extend);
        Set<Boot> told = told();
        Set<Boot> better = known.learn(sightings, told);
        Set<Journal> journals = new LinkedHashSet<>(grown);
        better.forEach(boot -> journals.addAll(journals(boot)));
        Map<Journal, List<Row>> byJournal = new HashMap<>();
        rows.forEach(row ->
                byJournal.computeIfAbsent(row.of().journal(), j -> new ArrayList<>()).add(row));
        journals.forEach(
                journal -> derive(journal, better, byJournal.getOrDefault(journal, List.of())));
        told.forEach(this::tell);
        return Set.copyOf(changed);
    }

    /** Scans show the clock as well as reports do; of each stretch those that say something. */
    private void sight(List<Row> rows) {
        Map<Boot, Map<Long, Row>> closest = new HashMap<>();
        Map<Boot, Row> latest = new HashMap<>();
        Set<Row> telling = new LinkedHashSet<>();
        for (Row row : rows) {
            closest.computeIfAbsent(row.boot(), _ -> new LinkedHashMap<>())
                    .merge(row.sighting().upper().slot(), row, ScanTimes::closer);
            Row before = latest.put(row.boot(), row);
            if (before == null || isOther(before, row)) {
                telling.add(row);
            }
        }
        closest.values().forEach(slots -> telling.addAll(slots.values()));
        telling.forEach(row -> sightings.add(row.boot(), row.sighting()));
    }

    private static Row closer(Row a, Row b) {
        return Bound.ORDER.compare(a.sighting().upper(), b.sighting().upper()) <= 0 ? a : b;
    }

    private static boolean isOther(Row before, Row row) {
        long stepped = before.sighting().wallOffsetMs() - row.sighting().wallOffsetMs();
        return !before.said().clock().equals(row.said().clock())
                || Math.abs(stepped) > SAME_WALL_MS;
    }

    private static Collection<Stretch> stretches(List<Row> rows) {
        Map<List<Object>, Stretch> stretches = new LinkedHashMap<>();
        for (Row row : rows) {
            Stretch one = row.of();
            stretches.merge(
                    List.of(one.journal(), one.boot()),
                    one,
                    (a, b) ->
                            new Stretch(
                                    a.journal(),
                                    a.boot(),
                                    Math.min(a.first(), b.first()),
                                    Math.max(a.last(), b.last())));
        }
        return stretches.values();
    }

    private void extend(Stretch stretch) {
        handle.createUpdate(
                        """
                        INSERT INTO clock_boot (unit, epoch, boot, first_number, last_number)
                        VALUES (:unit, :epoch, :boot, :first, :last)
                        ON CONFLICT (unit, epoch, boot) DO UPDATE SET
                            first_number = CASE WHEN excluded.first_number < clock_boot.first_number
                                THEN excluded.first_number ELSE clock_boot.first_number END,
                            last_number = CASE WHEN excluded.last_number > clock_boot.last_number
                                THEN excluded.last_number ELSE clock_boot.last_number END
                        """)
                .bind("unit", stretch.journal().unit())
                .bind("epoch", stretch.journal().epoch())
                .bind("boot", stretch.boot())
                .bind("first", stretch.first())
                .bind("last", stretch.last())
                .execute();
    }

    /** The boots that something was said of since the mark, which moves on. */
    private Set<Boot> told() {
        long mark = number("SELECT sighting FROM clock_mark WHERE id = 1");
        long last = number("SELECT COALESCE(MAX(seq), 0) FROM clock_sighting");
        if (last <= mark) {
            return Set.of();
        }
        handle.execute("UPDATE clock_mark SET sighting = ? WHERE id = 1", last);
        return new LinkedHashSet<>(sightings.boots(mark, last));
    }

    private long number(String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    private List<Journal> journals(Boot boot) {
        return handle.createQuery(
                        "SELECT DISTINCT epoch FROM clock_boot"
                                + " WHERE unit = :unit AND boot = :boot ORDER BY epoch")
                .bind("unit", boot.unit())
                .bind("boot", boot.boot())
                .map((row, context) -> new Journal(boot.unit(), row.getString(1)))
                .list();
    }

    /**
     * Where each boot was compared with the hub's time, boots tell nothing of one another: new
     * scans, and boots that are known better, are enough. Otherwise the whole journal is one.
     */
    private void derive(Journal journal, Set<Boot> better, List<Row> fresh) {
        List<Stretch> boots = boots(journal);
        Map<String, BootClock> clocks =
                known.of(sightings, journal.unit(), boots.stream().map(Stretch::boot).toList());
        boolean apart = clocks.values().stream().allMatch(BootClock::compared);
        List<List<Row>> rows = new ArrayList<>();
        for (Stretch stretch : boots) {
            boolean whole = !apart || better.contains(new Boot(journal.unit(), stretch.boot()));
            List<Row> some =
                    whole
                            ? scans(stretch)
                            : fresh.stream()
                                    .filter(row -> row.of().boot().equals(stretch.boot()))
                                    .toList();
            if (!some.isEmpty()) {
                rows.add(some);
            }
        }
        put(rows, clocks);
    }

    private void put(List<List<Row>> boots, Map<String, BootClock> clocks) {
        if (boots.isEmpty()) {
            return;
        }
        List<BootScans> scans =
                boots.stream()
                        .map(rows ->
                                new BootScans(
                                        Objects.requireNonNull(
                                                clocks.get(rows.getFirst().of().boot())),
                                        rows.stream().map(Row::said).toList()))
                        .toList();
        Map<Long, BestTime> times = JournalTimes.of(scans, ClockStory.NEVER_SET_BEFORE_MS);
        ScanTimeTable table = new ScanTimeTable(handle);
        for (List<Row> rows : boots) {
            for (Row row : rows) {
                BestTime time = Objects.requireNonNull(times.get(row.said().number()));
                if (!time.equals(row.before())) {
                    table.put(row.seq(), row.room(), row.said().wallMs(), time);
                    changed.add(row.seq());
                }
            }
        }
        table.write();
    }

    private List<Stretch> boots(Journal journal) {
        return handle.createQuery(
                        "SELECT boot, first_number, last_number FROM clock_boot"
                                + " WHERE unit = :unit AND epoch = :epoch"
                                + " ORDER BY first_number, boot")
                .bind("unit", journal.unit())
                .bind("epoch", journal.epoch())
                .map((row, context) ->
                        new Stretch(journal, row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    private List<Row> scans(Stretch stretch) {
        return handle.createQuery(SCANS_OF_BOOT)
                .bind("unit", stretch.journal().unit())
                .bind("epoch", stretch.journal().epoch())
                .bind("boot", stretch.boot())
                .bind("first", stretch.first())
                .bind("last", stretch.last())
                .map((row, context) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        long number = row.getLong("number");
        long wall = row.getLong("wall_ms");
        long best = row.getLong("best_ms");
        BestTime before =
                row.wasNull()
                        ? BestTime.exact(wall)
                        : new BestTime(best, row.getLong("earliest_ms"), row.getLong("latest_ms"));
        return new Row(
                row.getLong("seq"),
                new Stretch(
                        new Journal(row.getString("unit"), row.getString("epoch")),
                        row.getString("boot"),
                        number,
                        number),
                row.getString("room"),
                new Said(
                        number,
                        row.getLong("mono_ms"),
                        wall,
                        row.getString("clock"),
                        row.getLong("received_ms")),
                before);
    }

    private void tell(Boot boot) {
        new ClockStories(handle).put(boot, ClockStory.of(sightings.of(boot)));
    }
}
