package io.turnout.hub.agenda;

import java.util.Set;

/**
 * A session that an agenda changes.
 *
 * @param before what the hub holds; its key finds the session there
 * @param after what the agenda says
 * @param fields in which they differ, at least one
 */
public record SessionChange(KnownSession before, AgendaSession after, Set<SessionField> fields) {
    public SessionChange {
        fields = Set.copyOf(fields);
    }
}
