package io.turnout.hub.agenda;

import java.util.Collections;
import java.util.Set;

/**
 * What an agenda says of a session that the hub knows.
 *
 * @param before what the hub holds; its key finds the session there
 * @param after what the agenda says
 * @param fields in which they differ; none if the session stays as it is
 */
public record SessionChange(KnownSession before, AgendaSession after, Set<SessionField> fields) {
    public SessionChange {
        fields = Set.copyOf(fields);
    }

    static SessionChange between(KnownSession before, AgendaSession after) {
        return new SessionChange(
                before, after, SessionField.differing(before, KnownSession.of(after)));
    }

    /** Whether people have to go to another room or come at another time. */
    boolean moves() {
        return !Collections.disjoint(fields, SessionField.PLACE);
    }
}
