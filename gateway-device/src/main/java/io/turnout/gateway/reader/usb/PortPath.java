package io.turnout.gateway.reader.usb;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place where something can be plugged in, as Linux names it: {@code 1-1.2} is port 2 of the hub
 * at port 1 of bus 1. It stays the same whatever is plugged in there.
 */
public record PortPath(int bus, List<Integer> ports) {
    private static final Pattern SHAPE =
            Pattern.compile("[0-9]{1,3}-[0-9]{1,3}(\\.[0-9]{1,3}){0,6}");

    public PortPath {
        ports = List.copyOf(ports);
    }

    /**
     * Reads {@code 1-1.2}.
     *
     * @throws IllegalArgumentException for what is no such path
     */
    public static PortPath parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("no USB port: " + text);
        }
        int dash = text.indexOf('-');
        return new PortPath(
                Integer.parseInt(text.substring(0, dash)),
                Arrays.stream(text.substring(dash + 1).split("\\.", -1))
                        .map(Integer::valueOf)
                        .toList());
    }

    @Override
    public String toString() {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(".", bus + "-", ""));
    }
}
