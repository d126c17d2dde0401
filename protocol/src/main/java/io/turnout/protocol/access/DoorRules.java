package io.turnout.protocol.access;

/** The door's rules: one pure function from what was presented to a verdict. */
public final class DoorRules {
    private DoorRules() {}

    /** Whether the hub should be asked about a badge before deciding, because the list lacks it. */
    public static boolean wantsHub(Presentation presentation, Knowledge knowledge) {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Decides. The checks stand in the order in which they decide; the first that decides, does.
     */
    public static Verdict decide(Presented presented) {
        throw new UnsupportedOperationException("being written");
    }
}
