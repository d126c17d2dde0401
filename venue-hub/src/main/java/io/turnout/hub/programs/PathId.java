package io.turnout.hub.programs;

import java.util.Optional;

/** The number of a path. */
public record PathId(long value) {
    /** The number that stands in an address; empty where that is none. */
    public static Optional<PathId> find(String text) {
        return text.matches("[0-9]{1,18}")
                ? Optional.of(new PathId(Long.parseLong(text)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
