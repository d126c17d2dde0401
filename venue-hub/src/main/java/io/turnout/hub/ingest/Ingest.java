package io.turnout.hub.ingest;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.GroupWriter;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.protocol.message.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches into the scan log. Whatever waits is written in one transaction; only when that is
 * durable is it acknowledged, and only then are the others told. Thread-safe.
 */
public final class Ingest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Most batches in one transaction. */
    public static final int MOST_AT_ONCE = 32;

    private static final GroupWriter.Limits LIMITS =
            new GroupWriter.Limits(2 * MOST_AT_ONCE, MOST_AT_ONCE);
    private static final int MOST_WARNINGS = 1000;

    private final Database database;
    private final MessageCodec codec;
    private final InstantSource clock;
    private final HubLife life;
    private final Outlets outlets;
    private final IngestCounts counts = new IngestCounts();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final ScanLog log = new ScanLog();
    private final GroupWriter<Work, Written> writer;

    /**
     * Starts the writer.
     *
     * @param life of this run of the hub, part of every acknowledgement
     * @param outlets are called on the writer's thread
     */
    public Ingest(
            Database database,
            MessageCodec codec,
            InstantSource clock,
            HubLife life,
            Outlets outlets) {
        this.database = database;
        this.codec = codec;
        this.clock = clock;
        this.life = life;
        this.outlets = outlets;
        this.writer = new GroupWriter<>("ingest", database, LIMITS, this::write, this::committed);
    }

    /**
     * Who is told what is durable.
     *
     * @param acknowledge publishes the word to the unit
     * @param stored is told that the log may have grown
     */
    public record Outlets(BiConsumer<UnitId, Ack> acknowledge, Runnable stored) {}

    /**
     * Takes a message from a unit's topic. Never throws, whatever the message: what cannot be used
     * is counted, and logged once for each unit and kind of fault.
     */
    public void receive(UnitId from, byte[] payload) {
        if (payload.length > ScanBatch.MAX_BYTES) {
            refuse(from, "is too large");
            return;
        }
        try {
            ScanBatch batch = codec.read(payload, ScanBatch.class);
            if (batch.unit().equals(from)) {
                offer(Work.Arrived.of(batch));
            } else {
                refuse(from, "names another unit");
            }
        } catch (MalformedMessage e) {
            refuse(from, "cannot be read at " + place(e));
        }
    }

    /**
     * Acknowledges a journal once more, after all that came before.
     *
     * @param first where the journal begins, as far as the unit said so
     */
    public void reassure(UnitId unit, JournalEpoch epoch, Optional<Long> first) {
        offer(new Work.Asked(new Journals.Key(unit, epoch), first));
    }

    /** Acknowledges every unit's latest journal once more, because the broker may know nothing. */
    public void reassureAll() {
        List<Journals.Key> latest =
                database.read(handle ->
                        handle.createQuery(
                                        """
                                        SELECT unit, epoch FROM journal j
                                        WHERE NOT EXISTS (SELECT 1 FROM journal later
                                            WHERE later.unit = j.unit
                                            AND later.received_ms > j.received_ms)
                                        """)
                                .map((row, context) ->
                                        new Journals.Key(
                                                new UnitId(row.getString(1)),
                                                new JournalEpoch(row.getString(2))))
                                .list());
        latest.forEach(key -> offer(new Work.Asked(key, Optional.empty())));
    }

    public IngestCounts.Snapshot counts() {
        return counts.snapshot();
    }

    /** Batches not written, because the queue was full or the database failed; sent again later. */
    public long dropped() {
        return writer.dropped();
    }

    /** Writes what has arrived, then stops. */
    @Override
    public void close() {
        writer.close();
    }

    private void offer(Work work) {
        if (!writer.offer(work, PATIENCE)) {
            LOG.warn("unit {}: dropped a batch, it will be sent again", work.journal().unit());
        }
    }

    private void refuse(UnitId from, String why) {
        counts.malformed.increment();
        warnOnce(from, "a scans message " + why);
    }

    /** Which field it was, without what stood there: logs carry no payloads. */
    private static String place(MalformedMessage e) {
        String message = String.valueOf(e.getMessage());
        int colon = message.indexOf(':');
        return message.substring(0, Math.min(60, colon < 0 ? message.length() : colon));
    }

    private void warnOnce(UnitId unit, String what) {
        if (warned.size() < MOST_WARNINGS && warned.add(unit + " " + what)) {
            LOG.warn("unit {}: {} (said once)", unit, what);
        }
    }

    private record Acked(UnitId unit, Ack ack) {}

    private record Written(List<Acked> acks, Tally tally) {}

    private record Tally(int stored, int repeated, int conflicts) {
        Tally plus(Tally other) {
            return new Tally(
                    stored + other.stored, repeated + other.repeated, conflicts + other.conflicts);
        }
    }

    private Written write(Handle handle, List<Work> works) {
        try {
            return write(handle.getConnection(), works);
        } catch (SQLException e) {
            throw new IllegalStateException("the scan log cannot be written", e);
        }
    }

    private Written write(Connection connection, List<Work> works) throws SQLException {
        Set<String> units = ScanLog.units(connection);
        List<Work> known = new ArrayList<>();
        for (Work work : works) {
            if (units.contains(work.journal().unit().value())) {
                known.add(work);
            } else {
                counts.unknownUnit.increment();
                warnOnce(work.journal().unit(), "is not registered here");
            }
        }
        long now = clock.millis();
        heard(connection, known, now);
        Tally tally = new Tally(0, 0, 0);
        for (Work work : known) {
            tally = tally.plus(append(connection, work, now));
        }
        return new Written(acks(connection, known, now), tally);
    }

    private static void heard(Connection connection, List<Work> works, long now)
            throws SQLException {
        Set<UnitId> units = new HashSet<>();
        works.forEach(work -> units.add(work.journal().unit()));
        for (UnitId unit : units) {
            ScanLog.heard(connection, unit, now);
        }
    }

    private Tally append(Connection connection, Work work, long now) throws SQLException {
        if (!(work instanceof Work.Arrived(Journals.Key journal, List<ScanRow> rows, _))) {
            return new Tally(0, 0, 0);
        }
        if (rows.isEmpty()) {
            return new Tally(0, 0, 0);
        }
        List<Integer> repeated = log.append(connection, rows, now);
        int conflicts = 0;
        for (int place : repeated) {
            ScanRow row = rows.get(place);
            if (!log.saysTheSame(connection, journal, row)) {
                conflicts++;
                LOG.error(
                        "scan {} {} {} came again with other content; the first stays",
                        journal.unit(),
                        journal.epoch(),
                        row.number());
            }
        }
        return new Tally(rows.size() - repeated.size(), repeated.size(), conflicts);
    }

    private List<Acked> acks(Connection connection, List<Work> works, long now)
            throws SQLException {
        Map<Journals.Key, Journals.Appended> journals = new LinkedHashMap<>();
        for (Work work : works) {
            Journals.Appended appended =
                    switch (work) {
                        case Work.Arrived arrived -> arrived.appended();
                        case Work.Asked asked -> Journals.Appended.NOTHING;
                    };
            journals.merge(work.journal(), appended, Journals.Appended::and);
        }
        List<Acked> acks = new ArrayList<>();
        for (Map.Entry<Journals.Key, Journals.Appended> entry : journals.entrySet()) {
            Journals.Key key = entry.getKey();
            Journals.advance(connection, key, entry.getValue(), now);
        }
        begins(connection, works, now);
        lost(connection, works, now);
        for (Journals.Key key : journals.keySet()) {
            long upTo = Journals.acknowledged(connection, key);
            acks.add(new Acked(key.unit(), new Ack(key.epoch(), upTo, Optional.of(life))));
        }
        return acks;
    }

    private static void begins(Connection connection, List<Work> works, long now)
            throws SQLException {
        for (Work work : works) {
            if (work instanceof Work.Asked(Journals.Key journal, Optional<Long> first)
                    && first.isPresent()) {
                Journals.begins(connection, journal, first.get(), now);
            }
        }
    }

    private void lost(Connection connection, List<Work> works, long now) throws SQLException {
        for (Work work : works) {
            if (work instanceof Work.Arrived(Journals.Key journal, _, List<LostScans> ranges)) {
                for (LostScans range : ranges) {
                    if (Losses.note(connection, journal, range, now)) {
                        LOG.error(
                                "unit {}, journal {}: scans {} are lost",
                                journal.unit(),
                                journal.epoch(),
                                range);
                    }
                }
                if (!ranges.isEmpty()) {
                    Journals.goBeyond(connection, journal, now);
                }
            }
        }
    }

    private void committed(Written written) {
        counts.stored.add(written.tally().stored());
        counts.repeated.add(written.tally().repeated());
        counts.conflicts.add(written.tally().conflicts());
        written.acks().forEach(acked -> outlets.acknowledge().accept(acked.unit(), acked.ack()));
        if (written.tally().stored() > 0) {
            outlets.stored().run();
        }
    }
}
