package io.turnout.gateway;

import java.time.Instant;
import java.util.Optional;

/** Which program this is. */
final class Version {
    /** A time that has passed for certain: no unit of this version ran before it. */
    static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    private Version() {}

    /** As the jar says; {@code unpacked} where the program runs from class files. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unpacked");
    }
}
