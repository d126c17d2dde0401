package io.turnout.hub.people;

/** What an import of a list did: rows that were new, rows that differed, rows already so. */
public record PeopleCounts(int added, int changed, int unchanged) {
    static final PeopleCounts NONE = new PeopleCounts(0, 0, 0);

    boolean wrote() {
        return added + changed > 0;
    }

    /** For the audit. */
    String told() {
        return "%d added, %d changed, %d unchanged".formatted(added, changed, unchanged);
    }
}
