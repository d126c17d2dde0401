package io.turnout.hub.privacy;

import io.turnout.hub.agenda.EventId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What staff wrote, where it is about somebody who is erased or names them. */
record WrittenTexts(Handle handle, EventId event) {
    /** Stands in the place of such a text, in both languages: it is written down. */
    static final String ERASED = "[erased · gelöscht]";

    /** The corrections that are of one of some attendees, and of nobody besides. */
    private static final String OF_ONE =
            """
            SELECT l.correction FROM correction_line l
            JOIN correction c ON c.number = l.correction AND c.people = 1
            WHERE l.attendee IN (<ids>)
            UNION SELECT l.correction FROM badge b
            JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
            JOIN correction_line l ON l.unit = s.unit AND l.epoch = s.epoch AND l.number = s.number
            JOIN correction c ON c.number = l.correction AND c.people = 1
            WHERE b.attendee IN (<ids>)
            """;

    /** Where notes on hours and comments in disputes of an event are. */
    private static final String MEETINGS =
            " JOIN meeting m ON m.id = c.meeting JOIN path p ON p.id = m.path"
                    + " JOIN program g ON g.id = p.program WHERE g.event = ";

    private static final String HOURS =
            " JOIN path p ON p.id = h.path JOIN program g ON g.id = p.program WHERE g.event = ";

    /** Of corrections and of scans by hand, those that are of these attendees. */
    void eraseOf(Collection<Long> attendees) {
        List<Long> ids = List.copyOf(attendees);
        update("UPDATE correction SET why = :erased WHERE number IN (" + OF_ONE + ")", ids);
        update("UPDATE correction SET why = :erased WHERE about IN (" + OF_ONE + ")", ids);
        update(
                """
                UPDATE scan_word SET why = :erased
                WHERE why <> '' AND (unit, epoch, number) IN (
                  SELECT s.unit, s.epoch, s.number FROM badge b
                  JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint
                  WHERE b.attendee IN (<ids>))
                """,
                ids);
        update("UPDATE meeting_comment SET comment = :erased WHERE by_person IN (<ids>)", ids);
    }

    private void update(String sql, List<Long> ids) {
        handle.createUpdate(sql).bind("erased", ERASED).bindList("ids", ids).execute();
    }

    /** All of the event that name one of them, whoever they are about. */
    void eraseNaming(Mentions mentions) {
        erase(
                mentions,
                "SELECT number, why FROM correction WHERE event = :event",
                "UPDATE correction SET why = ? WHERE number = ?");
        erase(
                mentions,
                "SELECT seq, detail FROM audit WHERE detail <> '' AND (subject = :event"
                        + " OR (subject > :event || '/' AND subject < :event || '0'))",
                "UPDATE audit SET detail = ? WHERE seq = ?");
        erase(
                mentions,
                "SELECT s.seq, w.why FROM scan_word w JOIN scan s ON s.unit = w.unit"
                        + " AND s.epoch = w.epoch AND s.number = w.number"
                        + " WHERE s.event = :event AND w.why <> ''",
                "UPDATE scan_word SET why = ? WHERE (unit, epoch, number) IN"
                        + " (SELECT unit, epoch, number FROM scan WHERE seq = ?)");
        erase(
                mentions,
                "SELECT c.seq, c.comment FROM meeting_comment c" + MEETINGS + ":event",
                "UPDATE meeting_comment SET comment = ? WHERE seq = ?");
        erase(
                mentions,
                "SELECT h.seq, h.note FROM path_hours h" + HOURS + ":event",
                "UPDATE path_hours SET note = ? WHERE seq = ?");
    }

    /** All of the event: nobody is left of whom they could be. */
    void eraseAll() {
        handle.execute(
                "UPDATE correction SET why = ? WHERE event = ? AND why <> ?",
                ERASED,
                event.value(),
                ERASED);
        handle.execute(
                """
                UPDATE scan_word SET why = ? WHERE why NOT IN ('', ?) AND EXISTS (
                  SELECT 1 FROM scan s WHERE s.unit = scan_word.unit
                  AND s.epoch = scan_word.epoch AND s.number = scan_word.number AND s.event = ?)
                """,
                ERASED,
                ERASED,
                event.value());
        handle.execute(
                "UPDATE meeting_comment SET comment = ? WHERE seq IN"
                        + " (SELECT c.seq FROM meeting_comment c"
                        + MEETINGS
                        + "?)",
                ERASED,
                event.value());
        handle.execute(
                "UPDATE path_hours SET note = ? WHERE note <> '' AND seq IN"
                        + " (SELECT h.seq FROM path_hours h"
                        + HOURS
                        + "?)",
                ERASED,
                event.value());
    }

    private record Text(long key, String text) {}

    private void erase(Mentions mentions, String read, String write) {
        List<Text> naming =
                handle
                        .createQuery(read)
                        .bind("event", event.value())
                        .map((row, _) -> new Text(row.getLong(1), row.getString(2)))
                        .stream()
                        .filter(text -> mentions.in(text.text()))
                        .toList();
        naming.forEach(text -> handle.execute(write, ERASED, text.key()));
    }
}
