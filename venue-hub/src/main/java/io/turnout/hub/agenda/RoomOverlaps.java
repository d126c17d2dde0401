package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells sessions that run in one room at one time: its door must choose between them. */
final class RoomOverlaps {

    private RoomOverlaps() {}

    /**
     * Notes each session that starts while another one in its room is still running.
     *
     * @param lines where each session stands in the file
     */
    static void note(
            List<AgendaSession> sessions, Map<AgendaKey, Integer> lines, Findings findings) {
        Map<String, AgendaSession> running = new HashMap<>();
        sessions.stream()
                .filter(session -> !session.room().isEmpty() && !session.cancelled())
                .sorted(Comparator.comparing(AgendaSession::start))
                .forEach(session -> {
                    AgendaSession last = running.get(session.room());
                    if (last != null && session.start().isBefore(last.end())) {
                        note(session, last, lines, findings);
                    }
                    running.merge(session.room(), session, RoomOverlaps::later);
                });
    }

    private static AgendaSession later(AgendaSession one, AgendaSession other) {
        return other.end().isBefore(one.end()) ? one : other;
    }

    private static void note(
            AgendaSession session,
            AgendaSession last,
            Map<AgendaKey, Integer> lines,
            Findings findings) {
        findings.note(
                lines.getOrDefault(session.key(), 0),
                findings.words().get("agenda.event", session.id()),
                "agenda.note.overlap",
                Findings.quoted(session.room()),
                Findings.quoted(last.title()));
    }
}
