package io.turnout.gateway.reader.usb;

import io.turnout.protocol.access.Side;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How scanners are read.
 *
 * @param ports which ports have a scanner, and at which side of the door; none: every scanner that
 *     is found is read
 * @param otherwise the side of scanners where no port is named
 * @param gap the silence that ends a text, or tears it
 * @param baud of scanners that are a serial line; most ignore it
 */
public record UsbSettings(
        Map<PortPath, Side> ports,
        Side otherwise,
        Layout layout,
        Ending ending,
        Duration gap,
        int baud) {
    public UsbSettings {
        ports = Map.copyOf(ports);
    }

    /** The side of what is plugged in there; empty where nothing there is a reader of this door. */
    Optional<Side> side(PortPath port) {
        return ports.isEmpty() ? Optional.of(otherwise) : Optional.ofNullable(ports.get(port));
    }

    /** Whether there is a scanner at each side, so that the side says who comes and who goes. */
    boolean bothSides() {
        return ports.containsValue(Side.IN) && ports.containsValue(Side.OUT);
    }
}
