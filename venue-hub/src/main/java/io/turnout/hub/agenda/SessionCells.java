package io.turnout.hub.agenda;

import io.turnout.hub.sheet.ListRow;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A session as the cells of a sheet's row: what {@link SessionForm} says of it. */
final class SessionCells {
    private final EventSettings event;
    private final Map<String, String> roomNames;

    /**
     * @param rooms those of the event
     */
    SessionCells(EventSettings event, List<Rooms.Room> rooms) {
        this.event = event;
        this.roomNames =
                rooms.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        room -> room.id().value(), Rooms.Room::name));
    }

    /** What a session is, each cell as its one plain text. */
    Map<SheetColumn, String> of(SessionDraft session) {
        Map<String, List<String>> values = SessionForm.values(session, event);
        Map<SheetColumn, String> cells = new EnumMap<>(SheetColumn.class);
        for (SheetColumn column : SheetColumn.facts(event)) {
            String value = String.join("\n", values.getOrDefault(column.field(), List.of()));
            boolean room = column == SheetColumn.ROOM;
            cells.put(column, column.plain(room ? roomNames.getOrDefault(value, value) : value));
        }
        return cells;
    }

    /** What a row says, likewise. */
    Map<SheetColumn, String> of(ListRow row) {
        Map<SheetColumn, String> cells = new EnumMap<>(SheetColumn.class);
        for (SheetColumn column : SheetColumn.facts(event)) {
            cells.put(column, column.plain(row.text(column.field())));
        }
        return cells;
    }

    /**
     * The row of a session.
     *
     * @param seq how far the record of changes goes
     */
    List<String> row(SessionDraft session, long seq, Words words) {
        Map<SheetColumn, String> cells = of(session);
        List<String> row = new ArrayList<>();
        row.add(session.id().map(SessionId::value).orElse(""));
        row.add(Revision.of(seq, cells).toString());
        cells.forEach((column, plain) -> row.add(column.shown(plain, words)));
        return row;
    }
}
