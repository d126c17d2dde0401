package io.turnout.hub.reports;

/**
 * Who registered for a session and did not come.
 *
 * @param registered at least one
 * @param came everybody who came, registered or not
 */
public record NoShows(Day.Talk talk, Registered registered, long came) {

    /**
     * Registrations of a session.
     *
     * @param came how many of them came
     */
    public record Registered(long all, long came) {}

    /** Registered, and not there so far. */
    public long absent() {
        return registered.all() - registered.came();
    }

    /** Came without having registered. */
    public long walkIns() {
        return came - registered.came();
    }

    /** The share of those registered who did not come, in percent. */
    public long percent() {
        return Math.round(100.0 * absent() / registered.all());
    }
}
