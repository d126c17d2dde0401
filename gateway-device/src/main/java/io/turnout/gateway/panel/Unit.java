package io.turnout.gateway.panel;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.reader.camera.PostedFrames;
import io.turnout.gateway.reader.virtual.VirtualReader;
import io.turnout.gateway.uplink.UplinkStatus;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.message.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The unit that a panel shows.
 *
 * @param untrustedClock what happens at the door while the clock is not trusted
 * @param metrics its figures as monitors read them
 * @param hands what people may scan with on the page; empty on a unit with a real reader
 */
public record Unit(
        UnitId id,
        Door door,
        Indicator indicator,
        Journal journal,
        Supplier<Optional<AccessList>> lists,
        Supplier<UplinkStatus> uplink,
        UnitClock clock,
        WalkIn untrustedClock,
        Alerts alerts,
        Supplier<byte[]> metrics,
        Optional<Hands> hands) {
    /**
     * What a person can do on the page of a unit without a reader.
     *
     * @param tray badges to try
     */
    public record Hands(VirtualReader reader, PostedFrames frames, List<TrayBadge> tray) {
        public Hands {
            tray = List.copyOf(tray);
        }
    }

    /** A badge to try, and what to expect of it. */
    public record TrayBadge(String text, String label) {}
}
