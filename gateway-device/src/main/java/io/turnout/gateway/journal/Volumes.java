package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The epochs of a journal: the one that is written to, and earlier ones that are kept until the hub
 * has what can be read of them. Reading from any thread; writing from one at a time.
 */
final class Volumes {
    private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);
    private static final String EPOCH_CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int EPOCH_LENGTH = 26;

    private final Path folder;
    private final Journal.Options options;
    private final Disk disk;
    private final List<Volume> kept = new CopyOnWriteArrayList<>();
    private volatile Optional<Volume> current = Optional.empty();
    private volatile JournalEpoch epoch = newEpoch();
    private int newest;

    private Volumes(Path folder, Journal.Options options) {
        this.folder = folder;
        this.options = options;
        this.disk = options.disk();
    }

    static Volumes open(Path folder, Journal.Options options) throws JournalUnusable {
        Volumes volumes = new Volumes(folder, options);
        try {
            volumes.disk.makeFolder(folder);
            volumes.load();
            return volumes;
        } catch (IOException unusable) {
            throw new JournalUnusable(
                    "cannot use the journal's folder "
                            + folder
                            + " ("
                            + unusable
                            + "): make it writable for this user",
                    unusable);
        } catch (Layout.LaterVersion later) {
            throw new JournalUnusable(
                    folder + " is of " + later.getMessage() + ": start the version that wrote it",
                    later);
        }
    }

    private void load() throws IOException, Layout.LaterVersion {
        for (Path each : disk.list(folder)) {
            String name = each.getFileName().toString();
            if (name.endsWith(VolumeFiles.GONE) || name.endsWith(VolumeFiles.UNFINISHED)) {
                VolumeFiles.remove(disk, each);
            } else if (VolumeFiles.named(each)) {
                newest = VolumeFiles.ordinal(each);
                kept.add(Volume.open(disk, each, options, this::makeRoom));
            }
        }
        if (!kept.isEmpty()) {
            Volume last = kept.getLast();
            current = Optional.of(last);
            epoch = last.epoch();
            kept.stream()
                    .filter(earlier -> earlier != last && !earlier.untouched())
                    .forEach(Volume::endAtLast);
        }
    }

    JournalEpoch epoch() {
        return epoch;
    }

    /** The one that is written to; empty while it could not be made. */
    Optional<Volume> current() {
        return current;
    }

    /** All that are kept, the earliest first. */
    List<Volume> all() {
        return kept;
    }

    Optional<Volume> of(JournalEpoch wanted) {
        return kept.stream().filter(volume -> volume.epoch().equals(wanted)).findFirst();
    }

    /** The one to write to, made now where there is none that can be trusted. */
    Volume writable() throws IOException {
        Optional<Volume> doubtful = current.filter(Volume::inDoubt);
        if (doubtful.isPresent()) {
            Volume volume = doubtful.get();
            startOver(Math.max(volume.last(), volume.acknowledged()) + 1);
        }
        return current.isPresent() ? current.get() : make();
    }

    private Volume make() throws IOException {
        makeRoom(options.segmentBytes());
        newest++;
        JournalEpoch name = epoch;
        try {
            Path made = VolumeFiles.make(disk, folder, newest, name, options.segmentBytes());
            Volume volume = Volume.open(disk, made, options, this::makeRoom);
            kept.add(volume);
            current = Optional.of(volume);
            return volume;
        } catch (IOException failed) {
            epoch = newEpoch(); // half of this one may be there
            throw failed;
        } catch (Layout.LaterVersion impossible) {
            throw new IllegalStateException("just written", impossible);
        }
    }

    /** Ends the epoch: what came from a number on is lost, if anything did. */
    void startOver(long lostFrom) throws IOException {
        if (current.isPresent()) {
            Volume volume = current.get();
            if (!volume.ended()) {
                volume.end(lostFrom);
            }
            LOG.error(
                    "the journal {} is not sure of its end after scan {}: a new one begins",
                    volume.epoch(),
                    volume.last());
            current = Optional.empty();
            epoch = newEpoch();
        }
        writable();
    }

    /** What scans need that the hub does not have, as a share of what there is. */
    double used() {
        long needed = kept.stream().mapToLong(Volume::needed).sum() * options.segmentBytes();
        return (double) needed / Math.max(1, limit());
    }

    private long taken() {
        return (long) kept.stream().mapToInt(Volume::files).sum() * options.segmentBytes();
    }

    private long limit() {
        try {
            return Math.min(options.budget(), taken() + disk.free(folder));
        } catch (IOException unknown) {
            LOG.debug("free space", unknown);
            return options.budget();
        }
    }

    /** Forgets acknowledged scans earlier than it would, where otherwise there is no room. */
    private void makeRoom(long bytes) throws IOException {
        while (taken() + bytes > limit() && forgetOldest(Long.MAX_VALUE, Long.MAX_VALUE)) {
            LOG.info("forgot scans that the hub has, to make room");
        }
        if (taken() + bytes > limit()) {
            throw new IOException(
                    "the space for the journal is used up, "
                            + taken()
                            + " of "
                            + limit()
                            + " bytes: let the hub have the scans, or give it more space");
        }
    }

    void prune(long beforeMillis, long mostKept) throws IOException {
        long last = current.map(Volume::last).orElse(0L);
        boolean more = true;
        while (more) {
            more = forgetOldest(beforeMillis, last - mostKept);
        }
        for (Volume volume : List.copyOf(kept)) {
            boolean earlier = current.filter(volume::equals).isEmpty();
            if (earlier && (volume.over() || volume.untouched())) {
                kept.remove(volume);
                volume.close();
                volume.remove();
            }
        }
    }

    private boolean forgetOldest(long beforeMillis, long beforeNumber) throws IOException {
        for (Volume volume : kept) {
            boolean earlier = current.filter(volume::equals).isEmpty();
            if (volume.forgetOldest(beforeMillis, earlier ? 0 : beforeNumber)) {
                return true;
            }
        }
        return false;
    }

    private static JournalEpoch newEpoch() {
        SecureRandom random = new SecureRandom();
        byte[] letters = new byte[EPOCH_LENGTH];
        for (int i = 0; i < EPOCH_LENGTH; i++) {
            letters[i] = (byte) EPOCH_CHARACTERS.charAt(random.nextInt(EPOCH_CHARACTERS.length()));
        }
        return new JournalEpoch(new String(letters, StandardCharsets.US_ASCII));
    }

    void close() throws IOException {
        for (Volume volume : kept) {
            volume.close();
        }
    }
}
