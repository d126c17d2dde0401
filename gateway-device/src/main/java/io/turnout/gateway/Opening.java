package io.turnout.gateway;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.clock.Boot;
import io.turnout.gateway.clock.NetworkTime;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Opens what a unit keeps, and says what is wrong with it to whoever started the program. */
final class Opening {
    private Opening() {}

    static UnitClock clock(InstantSource time) {
        UnitClock.Sources sources =
                new UnitClock.Sources(
                        time,
                        System::nanoTime,
                        Boot.id(Boot.LINUX),
                        new NetworkTime(NetworkTime.TIMESYNC, System::nanoTime),
                        Files.exists(Boot.BATTERY_CLOCK));
        return new UnitClock(sources, Version.BUILT);
    }

    static Journal journal(DataDir data, GatewayConfig config) throws CannotStart {
        try {
            return Journal.open(data.journal(), config.journal().bytes());
        } catch (JournalUnusable unusable) {
            throw new CannotStart(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    /** Whoever is to be told of a new list is told on the thread that brought it. */
    static AccessListStore lists(DataDir data, GatewayConfig config, Consumer<AccessList> adopted)
            throws CannotStart {
        try {
            return new AccessListStore(data.lists(), config.unit(), config.hubKey().raw(), adopted);
        } catch (IOException unreadable) {
            throw new CannotStart(
                    "cannot read and write " + data.lists() + ": " + unreadable.getMessage(),
                    unreadable);
        }
    }
}
