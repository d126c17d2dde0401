package io.turnout.hub.attendance;

import java.util.Comparator;
import java.util.Optional;

/** The name of a scan: unit, journal epoch and number; or of what a correction added. */
public record ScanName(String unit, String epoch, long number) implements Comparable<ScanName> {
    /** How the unit of what was added begins; no unit can be called so. */
    static final String CORRECTION = "correction/";

    private static final Comparator<ScanName> ORDER =
            Comparator.comparing(ScanName::unit)
                    .thenComparing(ScanName::epoch)
                    .thenComparingLong(ScanName::number);

    /** The number of the correction that this is of; empty for a scan. */
    public Optional<Long> correction() {
        return unit.startsWith(CORRECTION)
                ? Optional.of(Long.parseLong(unit.substring(CORRECTION.length())))
                : Optional.empty();
    }

    @Override
    public int compareTo(ScanName other) {
        return ORDER.compare(this, other);
    }
}
