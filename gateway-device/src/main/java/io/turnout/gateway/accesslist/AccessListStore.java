package io.turnout.gateway.accesslist;

import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
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

    /** What is not believed after so many is only counted. */
    private static final int MOST_COMPLAINTS = 20;

    private final ListFiles files;
    private final ListCheck check;
    private final Consumer<AccessList> adopted;
    private volatile Optional<AccessList> current = Optional.empty();
    private @Nullable AccessList previous;
    private final ChangeCheck changeCheck;
    private final ChangeFiles changeFiles;
    private final Layers layers;
    private final ReentrantLock adopting = new ReentrantLock();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final Set<String> complaints = new HashSet<>();

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
        this.changeCheck = new ChangeCheck(unit, hubKey, new MessageCodec());
        this.changeFiles = new ChangeFiles(folder, changeCheck);
        this.layers = new Layers(changeFiles.read());
        for (long revision : files.revisions()) {
            if (current.isEmpty()) {
                current = openOrSetAside(revision).map(this::layered);
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

    /** Every change of the hub up to this one is in force; 0 without a list. */
    public synchronized long serial() {
        return current.map(list -> layers.inForce(list.listed())).orElse(0L);
    }

    /**
     * What became of changes since the start. Alarm on any growth of {@code refused}: somebody else
     * speaks as the hub, or the disk is full.
     *
     * @param refused not believed, or one too many
     * @param stale repeated, or older than what is in force; the hub's last word comes again at
     *     each connection
     */
    public record ChangeCounts(long refused, long stale) {}

    public ChangeCounts changeCounts() {
        return new ChangeCounts(refused.sum(), stale.sum());
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
     * Takes changes as they travel; on return they are in force and on the disk. What this unit
     * should not believe is counted and logged once. Takes milliseconds, also while a list is being
     * fetched or built.
     *
     * @return whether they are in force now
     */
    public synchronized boolean take(byte[] payload) {
        try {
            Changes changes = changeCheck.read(payload);
            if (layers.wants(changes, current.map(AccessList::listed))) {
                add(changes, payload);
                apply(changes);
                return current.isPresent();
            }
            stale.increment();
        } catch (ListRejected distrusted) {
            refused.increment();
            complain("changes are not believed: " + distrusted.getMessage());
        } catch (IOException disk) {
            refused.increment();
            complain("changes cannot be kept: " + disk.getMessage());
        }
        return false;
    }

    /** Durable first: what is in force must not be out of force after a restart. */
    private void add(Changes changes, byte[] payload) throws ListRejected, IOException {
        if (layers.full(changes)) {
            throw new ListRejected("no list came for " + Layers.MOST + " of them");
        }
        changeFiles.write(changes.serial(), payload);
        for (long replaced : layers.add(changes)) {
            changeFiles.remove(replaced);
        }
    }

    /** Before the first list they wait for it. */
    private void apply(Changes changes) {
        current = current.map(this::layered);
        current.ifPresent(list -> {
            LOG.info(
                    "changes {} to access list {} in force: {} badges, {} sessions",
                    changes.serial(),
                    changes.base(),
                    changes.badges().size(),
                    changes.sessions().size() + changes.removed().size());
            adopted.accept(list);
        });
    }

    private AccessList layered(AccessList list) {
        return list.with(layers.over(list.listed()));
    }

    private void prune(AccessList inUse) throws IOException {
        long oldest =
                files.revisions().stream().min(Comparator.naturalOrder()).orElse(Long.MAX_VALUE);
        for (long serial : layers.prune(inUse.listed(), oldest)) {
            changeFiles.remove(serial);
        }
    }

    /**
     * Takes a fetched list into use if it is what the hub signed for this unit and newer than the
     * one in use. Takes a second for a million badges; the list in use goes on being used, and
     * changes to it go on being taken.
     *
     * @param fetched is deleted
     * @throws IOException when the disk fails: the same list may be tried again
     */
    public Adoption adopt(Path fetched, ListNotice notice) throws IOException {
        adopting.lock();
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
            adopting.unlock();
        }
    }

    /**
     * Files that fell out of the last two are closed here, when no look-up can be in them any more.
     * Changes newer than the list stay in force over it.
     */
    private synchronized AccessList use(AccessList fetched) throws IOException {
        AccessList list = layered(fetched);
        AccessList before = previous;
        previous = current.orElse(null);
        current = Optional.of(list);
        if (before != null) {
            before.close();
        }
        files.removeOld();
        prune(list);
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
        complain("access list " + revision + " is not believed: " + why);
        return new Adoption.Rejected(why);
    }

    /** Once each, and not for ever: whoever makes things up can make up many. */
    private synchronized void complain(String rejection) {
        if (complaints.size() < MOST_COMPLAINTS && complaints.add(rejection)) {
            LOG.warn("{} (said once)", rejection);
        }
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
