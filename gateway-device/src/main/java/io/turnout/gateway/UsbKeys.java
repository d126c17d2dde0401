package io.turnout.gateway;

import io.turnout.gateway.reader.usb.Ending;
import io.turnout.gateway.reader.usb.Layout;
import io.turnout.gateway.reader.usb.PortPath;
import io.turnout.gateway.reader.usb.UsbSettings;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.settings.Fault;
import io.turnout.protocol.settings.Key;
import io.turnout.protocol.settings.Kind;
import io.turnout.protocol.settings.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be set of scanners on USB. */
final class UsbKeys {
    private static final Kind<List<PortPath>> PORTS =
            new Kind<>(
                    "USB ports such as 1-1.2, separated by commas",
                    UsbKeys::ports,
                    ports ->
                            ports.stream()
                                    .map(PortPath::toString)
                                    .collect(Collectors.joining(",")));

    static final Key<Optional<List<PortPath>>> IN =
            Key.optional(
                    "reader.usb.in",
                    PORTS,
                    "With reader=usb: where scanners outside the room are plugged in; the log names"
                            + " the port of each. Without any port every scanner is read.");
    static final Key<Optional<List<PortPath>>> OUT =
            Key.optional(
                    "reader.usb.out",
                    PORTS,
                    "With reader=usb: where scanners inside the room are plugged in. With ports at"
                            + " both sides and mode=auto, the side says who comes and who goes.");
    static final Key<Layout> LAYOUT =
            Key.of(
                    "reader.usb.layout",
                    Kind.choice(Layout.class),
                    Layout.US,
                    "The country of the keyboard that scanners which type are set to.");
    static final Key<Ending> END =
            Key.of(
                    "reader.usb.end",
                    Kind.choice(Ending.class),
                    Ending.SUFFIX,
                    "What scanners send after a text; suffix: Enter or Tab, gap: nothing, for those"
                            + " that cannot be set up to.");
    static final Key<Duration> GAP =
            Key.of(
                    "reader.usb.gap",
                    Kind.duration(Duration.ofMillis(20), Duration.ofSeconds(2)),
                    Duration.ofMillis(200),
                    "A pause for so long is between two texts: it ends a text, or tears it.");
    static final Key<Integer> BAUD =
            Key.of(
                    "reader.usb.baud",
                    Kind.integer(300, 3_000_000),
                    115_200,
                    "The speed of scanners that are a serial line; most ignore it.");

    private UsbKeys() {}

    /** What these keys ask of each other and of the reader. */
    static List<Fault> faults(Values values, ReaderKind reader) {
        List<Fault> faults = new ArrayList<>();
        List<PortPath> in = values.get(IN).orElse(List.of());
        List<PortPath> out = values.get(OUT).orElse(List.of());
        for (Key<Optional<List<PortPath>>> key : List.of(IN, OUT)) {
            if (reader != ReaderKind.USB && values.get(key).isPresent()) {
                faults.add(new Fault(key.name(), "is only read with reader=usb"));
            }
        }
        out.stream()
                .filter(in::contains)
                .map(port -> new Fault(OUT.name(), port + " is also in " + IN.name()))
                .forEach(faults::add);
        return faults;
    }

    /**
     * The settings.
     *
     * @param otherwise the side of scanners where no port is named
     */
    static UsbSettings of(Values values, Side otherwise) {
        Map<PortPath, Side> ports = new HashMap<>();
        values.get(IN).orElse(List.of()).forEach(port -> ports.put(port, Side.IN));
        values.get(OUT).orElse(List.of()).forEach(port -> ports.put(port, Side.OUT));
        return new UsbSettings(
                ports,
                otherwise,
                values.get(LAYOUT),
                values.get(END),
                values.get(GAP),
                values.get(BAUD));
    }

    private static List<PortPath> ports(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(PortPath::parse)
                .distinct()
                .toList();
    }
}
