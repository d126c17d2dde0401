package io.turnout.hub.clock;

import java.util.OptionalLong;

/**
 * When a scan was: the best guess and its bounds, in milliseconds since 1970.
 *
 * @param bestMs within the bounds
 */
record BestTime(long bestMs, long earliestMs, long latestMs) {
    /** A synchronized clock may differ from the hub's by this and still be the better one. */
    static final long AGREEMENT_MS = 1_000;

    /** What a scan says of its time, and when it came. */
    record Said(long number, long monoMs, long wallMs, String clock, long receivedMs) {
        boolean synced() {
            return clock.equals("synced");
        }
    }

    static BestTime exact(long ms) {
        return new BestTime(ms, ms, ms);
    }

    /**
     * A scan's time. Never after it was received.
     *
     * @param clock what is known of its boot
     * @param notBeforeMs a time that it surely is not before
     */
    static BestTime of(Said said, BootClock clock, long notBeforeMs) {
        OptionalLong most = clock.atMost(said.monoMs());
        OptionalLong least = clock.atLeast(said.monoMs());
        long latest =
                Math.min(
                        said.receivedMs(),
                        most.isPresent() ? said.monoMs() + most.getAsLong() : Long.MAX_VALUE);
        long earliest =
                least.isPresent()
                        ? Math.max(notBeforeMs, said.monoMs() + least.getAsLong())
                        : notBeforeMs;
        return within(said, Math.min(earliest, latest), latestOf(earliest, latest, said), least);
    }

    /** The hub's own clock was set in between: both times are possible, but none after receipt. */
    private static long latestOf(long earliest, long latest, Said said) {
        return Math.min(said.receivedMs(), Math.max(earliest, latest));
    }

    private static BestTime within(Said said, long earliest, long latest, OptionalLong least) {
        boolean agrees =
                said.wallMs() >= earliest - AGREEMENT_MS && said.wallMs() <= latest + AGREEMENT_MS;
        if (said.synced() && agrees) {
            return exact(Math.min(said.wallMs(), said.receivedMs()));
        }
        boolean possible = said.wallMs() >= earliest && said.wallMs() <= latest;
        if (possible && !said.clock().equals("unset")) {
            return new BestTime(said.wallMs(), earliest, latest);
        }
        // The upper bound is near the truth by itself: units report as soon as they are connected.
        long best = least.isPresent() ? earliest + (latest - earliest) / 2 : latest;
        return new BestTime(best, earliest, latest);
    }
}
