package io.turnout.hub.programs;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.programs.MeetingAdditions.Added;
import io.turnout.protocol.access.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Tells meetings to come that share a room with something else: its door must choose then. */
final class RoomClashes {
    private RoomClashes() {}

    /**
     * What is in a room for a time.
     *
     * @param row of the list; absent for what is here already
     */
    private record Stay(
            RoomId room, Instant start, Instant end, String title, Optional<ListedMeeting> row) {
        static Stay of(Added one) {
            ListedMeeting row = one.row();
            RoomId room = one.meeting().room();
            return new Stay(room, row.start(), row.end(), row.path(), Optional.of(row));
        }
    }

    /**
     * Notes each new meeting to come that begins while something else is in its room, or goes on.
     */
    static void note(MeetingTables tables, List<Added> added, Instant now, Findings findings) {
        List<Stay> stays = new ArrayList<>(here(tables.handle(), tables.event(), now));
        added.stream()
                .filter(one -> one.meeting().state().status() == MeetingStatus.UPCOMING)
                .map(Stay::of)
                .forEach(stays::add);
        stays.sort(Comparator.comparing(Stay::start));
        Map<RoomId, Stay> last = new HashMap<>();
        for (Stay stay : stays) {
            Stay before = last.get(stay.room());
            if (before != null && stay.start().isBefore(before.end())) {
                note(before, stay, findings);
            }
            last.merge(stay.room(), stay, RoomClashes::longer);
        }
    }

    private static Stay longer(Stay one, Stay other) {
        return one.end().isAfter(other.end()) ? one : other;
    }

    /** Of the one that is new, the later of two. */
    private static void note(Stay before, Stay stay, Findings findings) {
        stay.row()
                .ifPresentOrElse(
                        row -> note(row, before.title(), findings),
                        () -> before.row().ifPresent(row -> note(row, stay.title(), findings)));
    }

    private static void note(ListedMeeting row, String other, Findings findings) {
        findings.note(
                row.row().number(),
                row.row().place(MeetingList.ROOM),
                "meetings.import.clash",
                Findings.quoted(row.room()),
                Findings.quoted(other));
    }

    /** Sessions and meetings of the event that are not over. */
    private static List<Stay> here(Handle handle, String event, Instant now) {
        return handle.createQuery(
                        """
                        SELECT room, start_ms, end_ms, title FROM session
                        WHERE event = :event AND cancelled = 0 AND end_ms > :now
                        UNION ALL
                        SELECT m.room, m.start_ms, m.end_ms, p.name FROM meeting m
                        JOIN path p ON p.id = m.path JOIN program g ON g.id = p.program
                        WHERE g.event = :event AND m.end_ms > :now
                          AND m.status IN ('upcoming', 'unconfirmed', 'confirmed')
                        """)
                .bind("event", event)
                .bind("now", now.toEpochMilli())
                .map((row, _) ->
                        new Stay(
                                new RoomId(row.getString(1)),
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4),
                                Optional.empty()))
                .list();
    }
}
