package io.turnout.hub.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.turnout.hub.start.CannotStart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The hub's database. Reads see one consistent state each and run beside one another; writes run
 * one after the other and are durable when {@link #write} returns. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** The file's name in a data directory. */
    public static final String FILE = "hub.db";

    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final int READERS = 8;

    /**
     * SQLite moves changes into the file as they come, but begins its log anew only when nobody
     * reads.
     */
    private static final long LONGEST_LOG = 64L << 20;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private static final Duration LONGEST_TIDYING = Duration.ofMillis(200);

    private final HikariDataSource readPool;
    private final HikariDataSource writePool;
    private final Jdbi readers;
    private final Jdbi writer;
    private final Path log;
    private final long longestLog;
    private long tidyAt;
    private boolean mustForget;
    private long triedNanos;

    /** Fair: the pool hands its connection back to who had it last, and a revocation waits. */
    private final ReentrantLock turn = new ReentrantLock(true);

    Database(Path file, long longestLog, HikariDataSource readPool, HikariDataSource writePool) {
        this.longestLog = longestLog;
        this.tidyAt = longestLog;
        this.log = file.resolveSibling(file.getFileName() + "-wal");
        this.readPool = readPool;
        this.writePool = writePool;
        this.readers = Jdbi.create(readPool);
        this.writer = Jdbi.create(writePool);
    }

    /**
     * Opens the embedded database in a directory and brings its tables up to date.
     *
     * @throws CannotStart when the file is not a database, is damaged, or of a newer hub
     */
    public static Database open(Path directory) throws CannotStart {
        return open(directory, LONGEST_LOG);
    }

    static Database open(Path directory, long longestLog) throws CannotStart {
        Path file = directory.resolve(FILE);
        Migrations.apply(source(file, false), file);
        return new Database(
                file,
                longestLog,
                pool("read", source(file, true), READERS, "PRAGMA query_only = ON"),
                pool("write", source(file, false), 1, "PRAGMA secure_delete = ON"));
    }

    /** Runs queries on one consistent state. Blocks while all readers are busy. */
    public <T> T read(Function<Handle, T> query) {
        return readers.inTransaction(query::apply);
    }

    /**
     * Runs one transaction, alone. An exception rolls it back.
     *
     * @return what {@code change} returned, once it is durable
     */
    public <T> T write(Function<Handle, T> change) {
        turn.lock();
        try {
            T result = writer.inTransaction(change::apply);
            tidy();
            return result;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Begins the log of changes anew once it is long. Pages that are read one over the other would
     * keep it from that for ever, and each read looks through it; so new readers are led past it
     * and those on their way are waited for, for a moment. A long export is not: then it is tried
     * again when the log has grown once more as much.
     */
    private void tidy() {
        long length = log.toFile().length();
        if (length < tidyAt && !isForgettingDue()) {
            return;
        }
        try {
            if (writer.withHandle(Database::beginLogAnew)) {
                mustForget = false;
            }
        } catch (JdbiException e) { // what was written is written
            LOG.error("the log of changes cannot be begun anew", e);
        }
        tidyAt = log.toFile().length() + longestLog;
    }

    /**
     * Leaves nothing in the log of changes that was deleted or overwritten before; in the file it
     * was overwritten with zeros by then. Where somebody reads, as a long export does, writes try
     * again, though not each of them: it waits.
     */
    public void forget() {
        turn.lock();
        try {
            mustForget = true;
            triedNanos = System.nanoTime() - TRY_AGAIN.toNanos();
            tidy();
        } finally {
            turn.unlock();
        }
    }

    private boolean isForgettingDue() {
        boolean due = mustForget && System.nanoTime() - triedNanos >= TRY_AGAIN.toNanos();
        if (due) {
            triedNanos = System.nanoTime();
        }
        return due;
    }

    private static boolean beginLogAnew(Handle handle) {
        handle.execute("PRAGMA busy_timeout = " + LONGEST_TIDYING.toMillis());
        try {
            return handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                            .map((row, _) -> row.getInt(1))
                            .one()
                    == 0;
        } finally {
            handle.execute("PRAGMA busy_timeout = " + BUSY.toMillis());
        }
    }

    /** Runs one transaction, alone, whose result is of no interest. */
    public void change(Consumer<Handle> change) {
        write(handle -> {
            change.accept(handle);
            return true;
        });
    }

    /** Whether it answers. */
    public boolean works() {
        try {
            return read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one()) == 1;
        } catch (JdbiException e) {
            LOG.error("the database does not answer", e);
            return false;
        }
    }

    @Override
    public void close() {
        readPool.close();
        writePool.close();
    }

    private static HikariDataSource pool(String name, DataSource source, int size, String first) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionInitSql(first);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
        return new HikariDataSource(config);
    }

    private static DataSource source(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setTransactionMode(
                readOnly
                        ? SQLiteConfig.TransactionMode.DEFERRED
                        : SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
