package io.turnout.hub.ingest;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.GroupWriter;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.LostScans;
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

    /** What was read stays until it is written. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    /**
     * Most scans in one transaction: more would let the others wait for long, fewer would sync the
     * disk too often.
     */
    public static final int MOST_AT_ONCE = 8_000;

    private static final GroupWriter.Limits<Work> LIMITS =
            new GroupWriter.Limits<>(MOST_AT_ONCE, MOST_AT_ONCE, Work::weight);

    private final Database database;
    private final InstantSource clock;
    private final HubLife life;
    private final Outlets outlets;
    private final IngestCounts counts = new IngestCounts();
    private final ScanLog log = new ScanLog();
    private final GroupWriter<Work, Written> writer;
    private final Intake intake;

    /**
     * Starts reading and writing.
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
        this.clock = clock;
        this.life = life;
        this.outlets = outlets;
        this.writer = new GroupWriter<>("ingest", database, LIMITS, this::write, this::committed);
        this.intake = new Intake(codec, counts, this::bring);
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
     * is counted, and logged once for each unit and kind of fault. Returns before it is read;
     * blocks up to 5 s when too much waits altogether, which slows down the senders.
     */
    public void receive(UnitId from, byte[] payload) {
        if (payload.length > ScanBatch.MAX_BYTES) {
            counts.malformed.increment();
            counts.warnOnce(from, "a scans message is too large");
        } else {
            intake.take(new Mail.Scans(from, payload));
        }
    }

    /**
     * Acknowledges a journal once more, after all that came before.
     *
     * @param first where the journal begins, as far as the unit said so
     */
    public void reassure(UnitId unit, JournalEpoch epoch, Optional<Long> first) {
        intake.take(new Mail.Reassure(new Work.Asked(new Journals.Key(unit, epoch), first)));
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
                                        AND unit IN (SELECT id FROM unit)
                                        """)
                                .map((row, context) ->
                                        new Journals.Key(
                                                new UnitId(row.getString(1)),
                                                new JournalEpoch(row.getString(2))))
                                .list());
        latest.forEach(
                key -> intake.take(new Mail.Reassure(new Work.Asked(key, Optional.empty()))));
    }

    /**
     * Reads once more what is set aside: an earlier version may not have understood what this one
     * does. To be called once, at the start.
     */
    public void readAgain() {
        database.read(Ingest::setAside).stream()
                .flatMap(kept -> kept.batch(intake::readable).stream())
                .forEach(batch -> bring(Work.Arrived.of(batch)));
    }

    /** How many scans are set aside because they cannot be read. Alarm at any. */
    public long refused() {
        return database.read(Ingest::setAside).size();
    }

    private static List<Refused.Kept> setAside(Handle handle) {
        try {
            return Refused.waiting(handle.getConnection());
        } catch (SQLException e) {
            throw new IllegalStateException("what is set aside cannot be read", e);
        }
    }

    public IngestCounts.Snapshot counts() {
        return counts.snapshot();
    }

    /** Messages not written, because there was no room or the database failed; they come again. */
    public long dropped() {
        return counts.dropped.sum() + writer.dropped();
    }

    /** Writes what has arrived, then stops. */
    @Override
    public void close() {
        intake.close();
        writer.close();
    }

    private void bring(Work work) {
        if (!writer.offer(work, AS_LONG_AS_IT_TAKES)) {
            LOG.warn("unit {}: a batch came too late to be written", work.journal().unit());
        }
    }

    private record Acked(UnitId unit, Ack ack) {}

    private record Written(List<Acked> acks, Tally tally) {}

    private record Tally(int stored, int repeated, int conflicts) {}

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
                counts.warnOnce(work.journal().unit(), "is not registered here");
            }
        }
        long now = clock.millis();
        heard(connection, known, now);
        Tally tally = append(connection, known, now);
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

    private Tally append(Connection connection, List<Work> works, long now) throws SQLException {
        List<ScanRow> rows = new ArrayList<>();
        for (Work work : works) {
            if (work instanceof Work.Arrived arrived) {
                rows.addAll(arrived.rows());
            }
        }
        List<ScanRow> repeated = log.append(connection, rows, now);
        List<ScanRow> conflicts = log.differing(connection, repeated);
        for (ScanRow row : conflicts) {
            LOG.error("scan {} came again with other content; the first stays", row.name());
        }
        return new Tally(rows.size() - repeated.size(), repeated.size(), conflicts.size());
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
        Refused.noteAll(connection, works, now);
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
            if (work instanceof Work.Arrived(Journals.Key journal, _, List<LostScans> ranges, _)) {
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
