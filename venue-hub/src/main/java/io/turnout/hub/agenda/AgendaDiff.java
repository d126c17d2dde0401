package io.turnout.hub.agenda;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What importing an agenda would do. Importing the same file again changes nothing.
 *
 * @param added sessions that the hub does not know
 * @param changed known sessions whose texts, key or cancellation differ
 * @param moved known sessions whose room or time differ, whatever else differs
 * @param gone known sessions that the agenda no longer has. They are reported and stay, since scans
 *     may point to them
 * @param unchanged known sessions that the agenda has as they are
 */
public record AgendaDiff(
        List<AgendaSession> added,
        List<SessionChange> changed,
        List<SessionChange> moved,
        List<KnownSession> gone,
        List<KnownSession> unchanged) {

    public AgendaDiff {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        moved = List.copyOf(moved);
        gone = List.copyOf(gone);
        unchanged = List.copyOf(unchanged);
    }

    /** Whether importing would write nothing. */
    public boolean changesNothing() {
        return added.isEmpty() && changed.isEmpty() && moved.isEmpty();
    }

    /**
     * Compares what the hub holds with an agenda.
     *
     * @param known sessions that came from an agenda before, with keys that differ
     */
    public static AgendaDiff between(Collection<KnownSession> known, Agenda agenda) {
        Map<AgendaKey, KnownSession> left = new LinkedHashMap<>();
        known.forEach(session -> left.put(session.key(), session));
        Map<AgendaKey, KnownSession> pairs = pair(left, agenda);
        List<SessionChange> met = new ArrayList<>();
        List<AgendaSession> added = new ArrayList<>();
        for (AgendaSession session : agenda.sessions()) {
            KnownSession before = pairs.get(session.key());
            if (before == null) {
                added.add(session);
            } else {
                met.add(SessionChange.between(before, session));
            }
        }
        return new AgendaDiff(
                added,
                met.stream().filter(c -> !c.fields().isEmpty() && !c.moves()).toList(),
                met.stream().filter(SessionChange::moves).toList(),
                List.copyOf(left.values()),
                met.stream().filter(c -> c.fields().isEmpty()).map(c -> c.before()).toList());
    }

    /**
     * Finds each session by its best key, then what is left by its other keys: a tool that begins
     * to write guids must not make every session a new one. Found sessions are taken out of the
     * map.
     */
    private static Map<AgendaKey, KnownSession> pair(
            Map<AgendaKey, KnownSession> left, Agenda agenda) {
        Map<AgendaKey, KnownSession> pairs = new HashMap<>();
        for (int rank = 0; rank < 3; rank++) {
            for (AgendaSession session : agenda.sessions()) {
                List<AgendaKey> keys = session.keys();
                if (rank < keys.size() && !pairs.containsKey(session.key())) {
                    KnownSession found = left.remove(keys.get(rank));
                    if (found != null) {
                        pairs.put(session.key(), found);
                    }
                }
            }
        }
        return Collections.unmodifiableMap(pairs);
    }
}
