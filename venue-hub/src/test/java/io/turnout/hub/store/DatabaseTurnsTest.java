package io.turnout.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes again and again lets others write in between. */
class DatabaseTurnsTest {
    private static final int OTHERS = 20;

    @TempDir Path folder;

    @Test
    void aLongWorkOfManyTransactionsHoldsNobodyUpForMoreThanOne() throws Exception {
        try (Database database = Database.open(folder)) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger rounds = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(1);
            Thread refold =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!done.get()) {
                                    database.change(handle -> {
                                        handle.execute("UPDATE fold_mark SET seq = seq + 1");
                                        rounds.incrementAndGet();
                                        begun.countDown();
                                    });
                                }
                            });
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            int waited = 0;
            for (int i = 0; i < OTHERS; i++) {
                int before = rounds.get();
                database.change(handle -> handle.execute("UPDATE clock_mark SET sighting = 0"));
                waited += rounds.get() - before;
            }
            done.set(true);
            refold.join();
            assertThat(waited).isLessThanOrEqualTo(3 * OTHERS);
        }
    }
}
