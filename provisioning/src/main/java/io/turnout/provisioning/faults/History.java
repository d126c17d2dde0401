package io.turnout.provisioning.faults;

import io.turnout.provisioning.faults.ledger.Damage;
import io.turnout.provisioning.faults.ledger.Loss;
import io.turnout.provisioning.faults.ledger.Occupancy.Capacity;
import io.turnout.provisioning.faults.venue.Hub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a run that the comparison has to know: capacities, what went with a journal, and
 * the backup that a restore may use. Thread-safe.
 */
final class History {
    private final Hub hub;
    private final Path backup;
    private final List<Capacity> capacities = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private boolean usable;

    History(Hub hub, Path directory) {
        this.hub = hub;
        this.backup = directory.resolve("backup.zip");
    }

    /** To be called before the hub is told, so that no door knows it earlier. */
    synchronized int capacity(int seats) {
        capacities.add(new Capacity(System.nanoTime(), seats));
        return seats;
    }

    synchronized List<Capacity> capacities() {
        return List.copyOf(capacities);
    }

    synchronized int seats() {
        return capacities.getLast().seats();
    }

    /** A journal goes, and a hub restored from the last backup could lack scans of it. */
    synchronized void lose(Loss loss) {
        losses.add(loss);
        usable = false;
    }

    /** A journal is damaged: what is lost by it is what its unit says. */
    synchronized void damage(Damage damage) {
        damages.add(damage);
    }

    synchronized List<Damage> damages() {
        return List.copyOf(damages);
    }

    synchronized List<Loss> losses() {
        return List.copyOf(losses);
    }

    /** Takes a backup where there is none to restore from; the hub must be there. */
    synchronized void prepareBackup(boolean anew) throws IOException {
        if (anew || !usable) {
            hub.backup(backup);
            usable = true;
        }
    }

    /** The last backup, of now where a journal went since it was taken. */
    synchronized Path backup() throws IOException {
        prepareBackup(false);
        if (!Files.exists(backup)) {
            throw new IOException("there is no backup at " + backup);
        }
        return backup;
    }
}
