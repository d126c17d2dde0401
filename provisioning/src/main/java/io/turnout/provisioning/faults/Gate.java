package io.turnout.provisioning.faults;

import java.io.IOException;
import java.util.Optional;

/** Lets crowds through or holds them back. Thread-safe. */
final class Gate {
    private boolean open;
    private int through;
    private Optional<IOException> broken = Optional.empty();

    /** Waits until it is open. */
    synchronized void pass() throws InterruptedException {
        while (!open) {
            wait();
        }
        through++;
    }

    synchronized void passed() {
        through--;
        notifyAll();
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Returns when nobody is in the middle of anything. */
    synchronized void close() throws InterruptedException, IOException {
        open = false;
        while (through > 0) {
            wait();
        }
        if (broken.isPresent()) {
            throw new IOException("the ledger cannot be written", broken.get());
        }
    }

    /** A crowd cannot go on: the run is worth nothing. */
    synchronized void fail(IOException why) {
        broken = Optional.of(why);
    }
}
