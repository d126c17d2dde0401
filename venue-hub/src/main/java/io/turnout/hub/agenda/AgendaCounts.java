package io.turnout.hub.agenda;

import java.util.List;

/**
 * What an import of an agenda found and did.
 *
 * @param sessions in the file, and so are rooms and days
 * @param changed sessions with other texts, or cancelled
 * @param moved sessions with another room or time
 * @param missing sessions of an earlier import that the file lacks; they stay as they are
 * @param missingSessions the first of them, by id
 */
public record AgendaCounts(
        int sessions,
        int rooms,
        int days,
        int added,
        int changed,
        int moved,
        int unchanged,
        int missing,
        List<Missing> missingSessions) {

    private static final int LISTED = 50;

    public AgendaCounts {
        missingSessions = List.copyOf(missingSessions);
    }

    /** A session that the file lacks. */
    public record Missing(String session, String title) {}

    static AgendaCounts of(Agenda agenda, AgendaDiff diff, AgendaTables tables) {
        return new AgendaCounts(
                agenda.sessions().size(),
                agenda.rooms().size(),
                agenda.days().size(),
                diff.added().size(),
                diff.changed().size(),
                diff.moved().size(),
                diff.unchanged().size(),
                diff.gone().size(),
                diff.gone().stream()
                        .limit(LISTED)
                        .map(gone -> new Missing(tables.idOf(gone.key()), gone.title()))
                        .toList());
    }

    /** For the audit: numbers only. */
    String told() {
        return "%d added, %d changed, %d moved, %d unchanged, %d missing"
                .formatted(added, changed, moved, unchanged, missing);
    }
}
