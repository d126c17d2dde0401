package io.turnout.gateway.clock;

import java.util.Locale;

/** What a unit decides by. */
public enum TimeBasis {
    /** The wall clock, which network time holds. */
    NETWORK,
    /** The hub's time, heard in this boot, and the monotonic clock. */
    HUB,
    /** The wall clock, which nothing holds and nothing speaks against. */
    OWN,
    /** The newest time that has passed for certain: it may be much later by now. */
    LAST_KNOWN,
    /** Nothing: not even that. */
    NONE;

    /** Whether the time is known within bounds that decide anything. */
    public boolean trusted() {
        return switch (this) {
            case NETWORK, HUB, OWN -> true;
            case LAST_KNOWN, NONE -> false;
        };
    }

    /** As messages carry it: {@code last-known}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
