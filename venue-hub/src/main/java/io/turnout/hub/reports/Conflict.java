package io.turnout.hub.reports;

/**
 * Two admissions of one attendee that cannot both be right.
 *
 * @param kind {@code two-rooms}, {@code entered-twice} or {@code used-again}
 * @param code the short code of the badge read last
 * @param counts the one that counts: the earlier, or the one named first
 * @param other the one without effect
 */
public record Conflict(
        String kind,
        String number,
        String givenName,
        String familyName,
        String code,
        Entry counts,
        Entry other) {
    /**
     * An entry.
     *
     * @param door where it was, for people
     * @param atMs by the best time there is
     * @param online whether the unit was connected to the hub
     */
    public record Entry(
            String unit,
            long number,
            String session,
            String title,
            String room,
            String door,
            long atMs,
            boolean online) {}

    /** {@code Ada L.} */
    public String name() {
        return Stay.shortName(givenName, familyName);
    }

    /** Whether both have one time, so that the names decide. */
    public boolean sameTime() {
        return counts.atMs() == other.atMs();
    }
}
