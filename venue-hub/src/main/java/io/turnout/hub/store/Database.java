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

    private final HikariDataSource readPool;
    private final HikariDataSource writePool;
    private final Jdbi readers;
    private final Jdbi writer;

    /** Fair: the pool hands its connection back to who had it last, and a revocation waits. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private Database(HikariDataSource readPool, HikariDataSource writePool) {
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
        Path file = directory.resolve(FILE);
        Migrations.apply(source(file, false), file);
        return new Database(
                pool("read", source(file, true), READERS, "PRAGMA query_only = ON"),
                pool("write", source(file, false), 1, "PRAGMA query_only = OFF"));
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
            return writer.inTransaction(change::apply);
        } finally {
            turn.unlock();
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
