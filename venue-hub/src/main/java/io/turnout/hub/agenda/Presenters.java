package io.turnout.hub.agenda;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who presents what. A presenter is a name on sessions: agendas know no more of them, and a name
 * that no session has any more is gone.
 *
 * @param sessions by name, each list by start
 */
public record Presenters(Map<String, List<SessionDraft>> sessions) {
    static Presenters of(Collection<SessionDraft> all) {
        Map<String, List<SessionDraft>> byName = new TreeMap<>(Presenters::compare);
        for (SessionDraft session : all) {
            session.presenters()
                    .forEach(name ->
                            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(session));
        }
        return new Presenters(byName);
    }

    /** A session that somebody presents under another name; none of that name where it is empty. */
    static SessionDraft renamed(SessionDraft session, String from, String to) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : session.presenters()) {
            names.add(name.equals(from) ? to : name);
        }
        names.remove("");
        return session.presentedBy(List.copyOf(names));
    }

    private static int compare(String one, String other) {
        int plain = ManagedSessions.plain(one).compareTo(ManagedSessions.plain(other));
        return plain == 0 ? one.compareTo(other) : plain;
    }
}
