package io.turnout.provisioning.faults;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM interrupt the run, and let it stop its programs and its disks before the JVM
 * ends.
 */
final class StopSignal implements AutoCloseable {
    private final Thread runner = Thread.currentThread();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private StopSignal() {}

    /** From now on, for the calling thread. */
    static StopSignal heeded() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(signal::stop));
        return signal;
    }

    /** All is stopped. */
    @Override
    public void close() {
        stopped.countDown();
    }

    private void stop() {
        if (stopped.getCount() == 0) {
            return;
        }
        runner.interrupt();
        try {
            if (!stopped.await(2, TimeUnit.MINUTES)) {
                System.err.println("The run did not stop its programs in two minutes.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
