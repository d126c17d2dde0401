package io.turnout.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Many hostile inputs to one reader. It must end each in a declared way, within a second and with
 * bounded memory, and must believe nothing that the campaign does not know to be genuine.
 *
 * <p>{@code -Dturnout.hostile.inputs} says how many, {@code -Dturnout.hostile.seed} which: the n-th
 * input depends on seed and n only.
 */
public final class Campaign {
    private static final int INPUTS = Integer.getInteger("turnout.hostile.inputs", 20_000);
    private static final long SEED = Long.getLong("turnout.hostile.seed", 20261122);

    /** A machine that has other work may make any input late once; no input is late thrice. */
    private static final int TRIES = 3;

    private static final int SHOWN = 2_000;

    private final String what;
    private final int inputs;
    private final Limits limits;
    private final Predicate<Object> genuine;

    private Campaign(String what, int inputs, Limits limits, Predicate<Object> genuine) {
        this.what = what;
        this.inputs = inputs;
        this.limits = limits;
        this.genuine = genuine;
    }

    /**
     * What one input may cost.
     *
     * @param time longest time for one input
     * @param hang from then on its end is not waited for
     * @param bytes most memory that is allocated for one input
     */
    public record Limits(Duration time, Duration hang, long bytes) {
        static final Limits USUAL =
                new Limits(Duration.ofSeconds(1), Duration.ofSeconds(60), 64L << 20);
    }

    /** Makes inputs. */
    @FunctionalInterface
    public interface Source {
        byte[] next(RandomGenerator random);
    }

    /** Gives an input to the reader; throws only what the reader must never throw. */
    @FunctionalInterface
    public interface Trial {
        Fate of(byte[] input) throws Exception;
    }

    /** How a campaign went. */
    public record Result(int refused, int accepted, long longestNanos, long mostBytes) {
        Result and(Fate fate, long nanos, long bytes) {
            boolean taken = fate instanceof Fate.Accepted;
            return new Result(
                    refused + (taken ? 0 : 1),
                    accepted + (taken ? 1 : 0),
                    Math.max(longestNanos, nanos),
                    Math.max(mostBytes, bytes));
        }
    }

    /** A campaign against a reader that believes nothing: all it reads is only data. */
    public static Campaign against(String what) {
        return new Campaign(what, INPUTS, Limits.USUAL, _ -> true);
    }

    /**
     * With a judge of what was believed.
     *
     * @param known whether the campaign's own record says that this was signed for this reader
     */
    public Campaign believingOnly(Predicate<Object> known) {
        return new Campaign(what, inputs, limits, known);
    }

    /** Of so many inputs, where each of them costs more than reading it. */
    public Campaign of(int count) {
        return within(limits, count);
    }

    /** With other limits, and another number of inputs. */
    public Campaign within(Limits other, int count) {
        return new Campaign(what, count, other, genuine);
    }

    /**
     * Runs, and prints a line with the figures.
     *
     * @throws AssertionError naming the seed and the input, at the first that is a fault
     */
    public Result run(Source source, Trial trial) {
        Run run = new Run(source, trial);
        Thread thread = Thread.ofPlatform().name("hostile").daemon().unstarted(run);
        thread.start();
        watch(run, thread);
        AssertionError failed = run.failure.get();
        if (failed != null) {
            throw failed;
        }
        Result result = run.result;
        System.out.printf(
                Locale.ROOT,
                "hostile | %s | seed %d | inputs %d | refused %d | accepted %d"
                        + " | longest %.1f ms | most memory %d kB%n",
                what,
                SEED,
                inputs,
                result.refused(),
                result.accepted(),
                result.longestNanos() / 1e6,
                result.mostBytes() >> 10);
        return result;
    }

    private void watch(Run run, Thread thread) {
        try {
            while (!thread.join(Duration.ofMillis(200))) {
                Input now = run.now;
                if (now != null && System.nanoTime() - now.since > limits.hang.toNanos()) {
                    AssertionError hangs = now.failure(what, "does not end", null);
                    hangs.setStackTrace(thread.getStackTrace());
                    throw hangs;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted");
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // shown, never compared
    private record Input(int number, byte[] bytes, long since) {
        AssertionError failure(String what, String fault, @Nullable Throwable thrown) {
            byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN));
            return new AssertionError(
                    "%s, seed %d, input %d of %d bytes %s: %s"
                            .formatted(
                                    what,
                                    SEED,
                                    number,
                                    bytes.length,
                                    fault,
                                    new String(start, StandardCharsets.ISO_8859_1)),
                    thrown);
        }
    }

    /** What happens on the thread that is watched. */
    private final class Run implements Runnable {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final Source source;
        private final Trial trial;
        private final AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
        private volatile @Nullable Input now;
        private volatile Result result = new Result(0, 0, 0, 0);

        Run(Source source, Trial trial) {
            this.source = source;
            this.trial = trial;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < inputs; i++) {
                    byte[] bytes = source.next(new SplittableRandom(SEED + i * 0x9e3779b9L));
                    result = tried(i, bytes, result);
                }
            } catch (AssertionError found) {
                failure.set(found);
            } catch (Throwable broken) { // the campaign itself: nobody else would see it
                failure.set(new AssertionError(what + ": no input could be made", broken));
            }
        }

        private Result tried(int number, byte[] bytes, Result before) {
            for (int attempt = 1; true; attempt++) {
                Input input = new Input(number, bytes, System.nanoTime());
                now = input;
                long allocated = threads.getCurrentThreadAllocatedBytes();
                Fate fate = fate(input);
                long cost = threads.getCurrentThreadAllocatedBytes() - allocated;
                long took = System.nanoTime() - input.since;
                now = null;
                if (cost > limits.bytes) {
                    throw input.failure(what, "costs " + cost + " bytes of memory", null);
                }
                if (took <= limits.time.toNanos()) {
                    return before.and(fate, took, cost);
                }
                if (attempt == TRIES) {
                    throw input.failure(what, "takes " + took / 1_000_000 + " ms", null);
                }
            }
        }

        private Fate fate(Input input) {
            Fate fate;
            try {
                fate = trial.of(input.bytes);
            } catch (Throwable thrown) { // whatever it is, it is what is looked for
                throw input.failure(what, "makes it throw", thrown);
            }
            if (fate instanceof Fate.Accepted(Object said) && !genuine.test(said)) {
                throw input.failure(what, "is believed, and nobody signed it", null);
            }
            return fate;
        }
    }
}
