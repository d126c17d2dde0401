package io.turnout.provisioning.faults.ledger;

/**
 * One row of the hub's scan log, as it is in its database; an empty text for none.
 *
 * @param monotonicMillis with {@code boot}: no two scans of a unit have the same
 * @param told when it was, as the hub tells it
 * @param event none for scans of a unit that did not know yet where it is
 */
public record HubScan(
        String unit,
        String epoch,
        long number,
        String boot,
        long monotonicMillis,
        Told told,
        String event,
        String badge,
        String outcome,
        String reason,
        String entered,
        boolean leaves,
        String left) {
    /** The best guess and its bounds, in milliseconds since 1970. */
    public record Told(long best, long earliest, long latest) {}

    /** What a door shows for it. */
    String state() {
        return switch (outcome) {
            case "admitted" -> entered.isEmpty() ? "out" : "in";
            case "ask-staff" -> badge.isEmpty() ? "out-of-order" : "ask-staff";
            default -> outcome;
        };
    }
}
