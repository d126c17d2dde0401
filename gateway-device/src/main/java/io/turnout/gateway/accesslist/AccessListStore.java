package io.turnout.gateway.accesslist;

import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists of this unit: the one in use and the one before it, and the only way in for a new one.
 * Thread-safe; {@link #current} does not block.
 */
public final class AccessListStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessListStore.class);

    private final ListFiles files;
    private final ListCheck check;
    private final Consumer<AccessList> adopted;
    private volatile Optional<AccessList> current = Optional.empty();
    private @Nullable AccessList previous;
    private final LongAdder rejected = new LongAdder();
    private String lastRejection = "";

    /**
     * Opens the newest list that is whole.
     *
     * @param hubKey the key that signs lists, 32 raw bytes
     * @param adopted is told of each list that comes into use, on the thread that brought it
     */
    public AccessListStore(Path folder, UnitId unit, byte[] hubKey, Consumer<AccessList> adopted)
            throws IOException {
        this.files = new ListFiles(folder);
        this.check = new ListCheck(unit, hubKey);
        this.adopted = adopted;
        for (long revision : files.revisions()) {
            if (current.isEmpty()) {
                current = openOrSetAside(revision);
            }
        }
    }

    private Optional<AccessList> openOrSetAside(long revision) throws IOException {
        try {
            AccessList list = files.open(revision);
            if (list.header().unit().equals(check.unit())) {
                return Optional.of(list);
            }
            list.close();
            LOG.error("access list {} is for unit {}: set aside", revision, list.header().unit());
        } catch (IOException damaged) {
            LOG.error(
                    "access list {} is damaged ({}): set aside, the one before it is used",
                    revision,
                    damaged.getMessage());
        }
        files.setAside(revision);
        return Optional.empty();
    }

    /** The list in use, if there ever was one. */
    public Optional<AccessList> current() {
        return current;
    }

    /** The revision in use, 0 for none. */
    public long revision() {
        return current.map(list -> list.header().revision()).orElse(0L);
    }

    /**
     * Lists that were not believed. Any growth is worth an alarm: somebody else speaks as the hub.
     */
    public long rejected() {
        return rejected.sum();
    }

    /** Whether a list would be newer than the one in use. */
    public boolean wants(ListNotice notice) {
        return notice.revision() > revision();
    }

    /** A place to download a list to. */
    public Path downloadFor(ListNotice notice) {
        return files.unfinished(notice.revision(), ".ndjson");
    }

    /**
     * Takes a fetched list into use if it is what the hub signed for this unit and newer than the
     * one in use. Takes a second for a million badges; the list in use goes on being used.
     *
     * @param fetched is deleted
     * @throws IOException when the disk fails: the same list may be tried again
     */
    public synchronized Adoption adopt(Path fetched, ListNotice notice) throws IOException {
        Path table = files.unfinished(notice.revision(), ".list");
        try {
            if (!wants(notice)) {
                throw new ListRejected("revision " + revision() + " is in use");
            }
            check.check(fetched, notice);
            ListSummary summary = new ListBuilder(check.unit()).build(fetched, notice, table);
            files.publish(summary, table);
            return new Adoption.Adopted(use(files.open(notice.revision())));
        } catch (ListRejected distrusted) {
            return reject(notice.revision(), String.valueOf(distrusted.getMessage()));
        } finally {
            Files.deleteIfExists(fetched);
            Files.deleteIfExists(table);
        }
    }

    /**
     * Files that fell out of the last two are closed here, when no look-up can be in them any more.
     */
    private AccessList use(AccessList list) throws IOException {
        AccessList before = previous;
        previous = current.orElse(null);
        current = Optional.of(list);
        if (before != null) {
            before.close();
        }
        files.removeOld();
        LOG.info(
                "access list {} in use: {} sessions, {} badges",
                list.header().revision(),
                list.header().sessions().size(),
                list.header().badges());
        adopted.accept(list);
        return list;
    }

    private Adoption reject(long revision, String why) {
        rejected.increment();
        String rejection = "access list " + revision + " is not believed: " + why;
        if (!rejection.equals(lastRejection)) {
            LOG.warn("{}", rejection);
            lastRejection = rejection;
        }
        return new Adoption.Rejected(why);
    }

    @Override
    public synchronized void close() {
        current.ifPresent(AccessList::close);
        current = Optional.empty();
        if (previous != null) {
            previous.close();
            previous = null;
        }
    }
}
