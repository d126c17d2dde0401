package io.turnout.hub.programs;

/** What an import of meetings did: rows that were new, and rows that say what is here already. */
public record MeetingCounts(int added, int unchanged) {
    static final MeetingCounts NONE = new MeetingCounts(0, 0);

    /** For the audit. */
    String told() {
        return "%d added, 0 changed, %d unchanged".formatted(added, unchanged);
    }
}
