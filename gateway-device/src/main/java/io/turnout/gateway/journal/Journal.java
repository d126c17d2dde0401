package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Every scan of this unit, numbered from 1 without gaps, durable when {@link #append} returns.
 *
 * <p>Threads: any; appending and reading do not wait for each other. One process at a time.
 */
public final class Journal implements AutoCloseable {
    /** What the hub has is still kept for so long: a restart finds out from it who is inside. */
    public static final Duration KEPT = Duration.ofDays(2);

    /** So many may be acknowledged before that is written down; the hub repeats it anyway. */
    private static final long ACKNOWLEDGED_STEP = 100;

    /** Rows in one deletion: longer would hold up an append. */
    private static final int PRUNED_AT_ONCE = 500;

    /** Acknowledged scans are kept to this number at most. */
    private static final long MOST_KEPT = 1_000_000;

    private static final String INSERT =
            "INSERT INTO entry (number, at_ms, sum, payload) VALUES (?, ?, ?, ?)";

    private static final String PRUNE =
            """
            DELETE FROM entry WHERE number IN (
                SELECT number FROM entry WHERE number < (
                    SELECT number FROM entry
                    WHERE number > ?1 OR number >= ?2 OR (at_ms >= ?3 AND number > ?4)
                    ORDER BY number LIMIT 1)
                ORDER BY number LIMIT ?5)\
            """;

    private final JournalFile file;
    private final Connection writing;
    private final Connection reading;
    private final PreparedStatement select;
    private final JournalEpoch epoch;
    private final MessageCodec codec = new MessageCodec();
    private final Object readLock = new Object();
    private volatile long last;
    private volatile OptionalLong first;
    private volatile long acknowledged;
    private long acknowledgedWritten;
    private Optional<PreparedStatement> insert = Optional.empty();

    private Journal(JournalFile file, Connection writing, Connection reading) throws SQLException {
        this.file = file;
        this.writing = writing;
        this.reading = reading;
        this.select =
                reading.prepareStatement(
                        "SELECT number, sum, payload FROM entry WHERE number >= ? ORDER BY number"
                                + " LIMIT ?");
        try (Statement statement = writing.createStatement()) {
            this.epoch = new JournalEpoch(JournalFile.text(statement, "SELECT epoch FROM meta"));
            this.last = JournalFile.number(statement, "SELECT coalesce(max(number), 0) FROM entry");
            this.acknowledged = JournalFile.number(statement, "SELECT acknowledged FROM meta");
        }
        this.acknowledgedWritten = acknowledged;
        this.first = oldest();
    }

    /**
     * Opens a journal, or makes it where there is none.
     *
     * @throws JournalUnusable when it cannot be written or is damaged; it is left as it is
     */
    public static Journal open(Path path) throws JournalUnusable {
        JournalFile file = new JournalFile(path);
        file.prepareNative();
        try {
            Connection writing = file.connect();
            try {
                file.make(writing);
                file.examine(writing);
                return new Journal(file, writing, file.connect());
            } catch (SQLException | JournalUnusable refused) {
                writing.close();
                throw refused;
            }
        } catch (SQLException broken) {
            throw file.unusable(broken);
        }
    }

    public JournalEpoch epoch() {
        return epoch;
    }

    /** The newest number, 0 for none. */
    public long last() {
        return last;
    }

    /** The oldest number that is kept, empty for none. */
    public OptionalLong first() {
        return first;
    }

    /** The hub has every scan up to this number. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Scans that the hub does not have, as far as this unit knows. */
    public long waiting() {
        return last - acknowledged;
    }

    /**
     * Appends a scan. When this returns, the scan survives a power cut.
     *
     * @param draft makes the scan from its number
     * @throws JournalFailure when it is not durable; its number is given to the next one
     */
    public synchronized Scan append(LongFunction<Scan> draft) throws JournalFailure {
        Scan scan = draft.apply(last + 1);
        Entry entry = new Entry(scan.number(), codec.write(scan));
        try {
            insert(entry, scan.wall());
        } catch (SQLException failed) {
            // The driver has given the statement up: used again, it would fail for ever.
            insert = Optional.empty();
            throw new JournalFailure(
                    "scan " + entry.number() + " is not durable: " + failed.getMessage(), failed);
        }
        last = entry.number();
        if (first.isEmpty()) {
            first = OptionalLong.of(last);
        }
        return scan;
    }

    private void insert(Entry entry, Instant wall) throws SQLException {
        if (insert.isEmpty()) {
            insert = Optional.of(writing.prepareStatement(INSERT));
        }
        PreparedStatement row = insert.get();
        row.setLong(1, entry.number());
        row.setLong(2, wall.toEpochMilli());
        row.setLong(3, entry.sum());
        row.setBytes(4, entry.payload());
        row.executeUpdate();
    }

    /**
     * Reads scans in order.
     *
     * @param from the first number wanted
     * @param atMost at most so many
     * @throws JournalFailure when one of them cannot be read back as it was written
     */
    public List<Scan> read(long from, int atMost) throws JournalFailure {
        List<Scan> scans = new ArrayList<>();
        synchronized (readLock) {
            try {
                select.setLong(1, from);
                select.setInt(2, atMost);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        scans.add(scan(rows));
                    }
                }
            } catch (SQLException failed) {
                throw new JournalFailure(
                        "reading from " + from + ": " + failed.getMessage(), failed);
            }
        }
        return scans;
    }

    private Scan scan(ResultSet row) throws SQLException, JournalFailure {
        Entry entry = new Entry(row.getLong(1), row.getBytes(3));
        if (entry.sum() != row.getLong(2)) {
            throw new JournalFailure(
                    "scan " + entry.number() + " is damaged",
                    new SQLException("its sum does not fit"));
        }
        try {
            return codec.read(entry.payload(), Scan.class);
        } catch (MalformedMessage unreadable) {
            throw new JournalFailure("scan " + entry.number() + " is unreadable", unreadable);
        }
    }

    /**
     * Hands every kept scan to a reader, in order, and so examines each of them.
     *
     * @throws JournalUnusable when one is damaged
     */
    public void replay(Consumer<Scan> each) throws JournalUnusable {
        long from = 1;
        try {
            while (true) {
                List<Scan> scans = read(from, PRUNED_AT_ONCE);
                if (scans.isEmpty()) {
                    return;
                }
                scans.forEach(each);
                from = scans.getLast().number() + 1;
            }
        } catch (JournalFailure damaged) {
            throw file.damaged(String.valueOf(damaged.getMessage()), damaged);
        }
    }

    /**
     * The hub says that it has all up to a number.
     *
     * @return false for a number that was never given: this journal has lost its end, or the hub
     *     has seen another one of the same name
     */
    public synchronized boolean acknowledge(long upTo) throws JournalFailure {
        if (upTo > last) {
            return false;
        }
        acknowledged = Math.max(acknowledged, upTo);
        if (acknowledged - acknowledgedWritten >= ACKNOWLEDGED_STEP) {
            writeAcknowledged();
        }
        return true;
    }

    /**
     * The hub has lost scans that it had: those after a number are waiting again, as far as they
     * are kept. Written down at once, so that none of them is forgotten after a restart.
     *
     * @param upTo what the hub has; nothing changes when that is more than is known
     */
    public synchronized void setBack(long upTo) throws JournalFailure {
        acknowledged = Math.min(acknowledged, upTo);
        writeAcknowledged();
    }

    private void writeAcknowledged() throws JournalFailure {
        try (Statement statement = writing.createStatement()) {
            statement.executeUpdate("UPDATE meta SET acknowledged = " + acknowledged);
            acknowledgedWritten = acknowledged;
        } catch (SQLException failed) {
            throw new JournalFailure("noting what the hub has: " + failed.getMessage(), failed);
        }
    }

    /**
     * Forgets what the hub has and nobody needs any more. The newest scan always stays: from it the
     * next number is known.
     */
    public void prune(Instant now) throws JournalFailure {
        int gone;
        do {
            gone = pruneSome(now.minus(KEPT));
        } while (gone == PRUNED_AT_ONCE);
    }

    /** Only ever the beginning goes, whatever the clock said: numbers stay without gaps. */
    private synchronized int pruneSome(Instant before) throws JournalFailure {
        try (PreparedStatement delete = writing.prepareStatement(PRUNE)) {
            delete.setLong(1, acknowledged);
            delete.setLong(2, last);
            delete.setLong(3, before.toEpochMilli());
            delete.setLong(4, last - MOST_KEPT);
            delete.setInt(5, PRUNED_AT_ONCE);
            int gone = delete.executeUpdate();
            if (gone > 0) {
                first = oldest();
            }
            return gone;
        } catch (SQLException failed) {
            throw new JournalFailure("forgetting old scans: " + failed.getMessage(), failed);
        }
    }

    private OptionalLong oldest() throws SQLException {
        try (Statement statement = writing.createStatement()) {
            long number = JournalFile.number(statement, "SELECT ifnull(min(number), 0) FROM entry");
            return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
        }
    }

    /** Writes down what the hub has, and closes the file. */
    @Override
    public synchronized void close() throws JournalFailure {
        writeAcknowledged();
        try {
            synchronized (readLock) {
                reading.close();
            }
            writing.close();
        } catch (SQLException failed) {
            throw new JournalFailure("closing: " + failed.getMessage(), failed);
        }
    }
}
