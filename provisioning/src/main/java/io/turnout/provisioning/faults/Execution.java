package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets faults happen, several at a time. What two of them would do to the same thing happens one
 * after the other.
 */
final class Execution {
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration AT_MOST_LONGER = Duration.ofSeconds(6);

    private final Breaking breaking;
    private final Tally tally;
    private final Recoveries recoveries;
    private final Set<String> inUse = new HashSet<>();
    private Optional<Exception> broken = Optional.empty();

    Execution(Breaking breaking, Tally tally, Recoveries recoveries) {
        this.breaking = breaking;
        this.tally = tally;
        this.recoveries = recoveries;
    }

    /** Returns when all are over. */
    void run(List<Planned> group) throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Planned planned : group) {
            Thread.sleep(planned.gap());
            Fault fault = breaking.of(planned);
            take(fault.uses());
            threads.add(Thread.ofVirtual().start(() -> happen(planned, fault)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (this) {
            if (broken.isPresent()) {
                throw new IOException("a fault could not be made or mended", broken.get());
            }
        }
    }

    private void happen(Planned planned, Fault fault) {
        try {
            FaultsCommand.LOG.debug("begin {}", planned);
            fault.begin().run();
            last(planned.length(), fault);
            fault.end().run();
            FaultsCommand.LOG.debug("end {}", planned);
            boolean effect = fault.hadEffect().getAsBoolean();
            tally.ran(planned.kind(), effect);
            if (effect) {
                recoveries.watch(planned.kind(), fault.touched());
            }
        } catch (IOException | ApiException e) {
            fail(new IOException(planned + ": " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } finally {
            release(fault.uses());
        }
    }

    private static void last(Duration length, Fault fault)
            throws IOException, ApiException, InterruptedException {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        long latest = end + AT_MOST_LONGER.toNanos();
        while (isOn(fault, end, latest)) {
            Thread.sleep(AGAIN);
            fault.meanwhile().run();
        }
    }

    private static boolean isOn(Fault fault, long end, long latest) {
        long now = System.nanoTime();
        boolean wants = fault.waits() && !fault.hadEffect().getAsBoolean();
        return now < end || (wants && now < latest);
    }

    private synchronized void take(Set<String> uses) throws InterruptedException {
        while (uses.stream().anyMatch(inUse::contains)) {
            wait();
        }
        inUse.addAll(uses);
    }

    private synchronized void release(Set<String> uses) {
        inUse.removeAll(uses);
        notifyAll();
    }

    private synchronized void fail(Exception why) {
        broken = Optional.of(why);
    }
}
