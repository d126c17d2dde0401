package io.turnout.hub.ingest;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The journals of the doors that the hub itself is. Such a journal is the scan log: a scan of it is
 * durable with the transaction that it is written in. Used on one thread.
 */
public final class OwnJournal {
    private final ScanLog log = new ScanLog();

    /** The last number of a journal, 0 where it has none. */
    public long last(Handle handle, UnitId unit, JournalEpoch epoch) {
        try {
            return Journals.acknowledged(handle.getConnection(), new Journals.Key(unit, epoch));
        } catch (SQLException e) {
            throw new IllegalStateException("the journal of " + unit + " cannot be read", e);
        }
    }

    /**
     * Appends a scan that has the next number.
     *
     * @throws IllegalStateException where that number is taken, or cannot be written
     */
    public void append(Handle handle, UnitId unit, JournalEpoch epoch, Scan scan, long nowMs) {
        try {
            Connection connection = handle.getConnection();
            ScanRow row = new ScanRow(unit, epoch, scan);
            if (!log.append(connection, List.of(row), nowMs).isEmpty()) {
                throw new IllegalStateException("scan " + row.name() + " is there already");
            }
            Journals.Appended appended = new Journals.Appended(scan.number(), scan.number(), true);
            Journals.advance(connection, new Journals.Key(unit, epoch), appended, nowMs);
        } catch (SQLException e) {
            throw new IllegalStateException("the scan log cannot be written", e);
        }
    }
}
