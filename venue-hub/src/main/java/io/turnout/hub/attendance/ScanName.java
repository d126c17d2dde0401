package io.turnout.hub.attendance;

import java.util.Comparator;

/** The name of a scan: unit, journal epoch and number. */
public record ScanName(String unit, String epoch, long number) implements Comparable<ScanName> {
    private static final Comparator<ScanName> ORDER =
            Comparator.comparing(ScanName::unit)
                    .thenComparing(ScanName::epoch)
                    .thenComparingLong(ScanName::number);

    @Override
    public int compareTo(ScanName other) {
        return ORDER.compare(this, other);
    }
}
