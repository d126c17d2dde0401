package io.turnout.hub.trust;

import io.turnout.hub.fleet.Units;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.Column;
import io.turnout.hub.sheet.Columns;
import io.turnout.hub.sheet.ListReader;
import io.turnout.hub.sheet.ListRow;
import io.turnout.hub.sheet.Table;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.UnitId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a list of units with the rooms where they are to stand. */
final class UnitList {
    private static final String NAME = "name";
    private static final String ROOM = "room";
    private static final String MODE = "mode";
    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();

    static final Columns COLUMNS =
            new Columns(
                    List.of(
                            new Column(NAME, List.of(NAME, "unit"), true, Column.Cells.LINE),
                            new Column(ROOM, List.of(ROOM), true, Column.Cells.LINE),
                            new Column(MODE, List.of(MODE), false, Column.Cells.LINE)));

    private final Map<String, String> rooms;
    private final Findings findings;
    private final Map<UnitId, Integer> seen = new HashMap<>();

    private UnitList(Map<String, String> rooms, Findings findings) {
        this.rooms = rooms;
        this.findings = findings;
    }

    /** A unit to be, and where its list has it. */
    record Line(int row, String place, Units.Registration unit) {}

    /**
     * The units of a table; of use only if the findings are clean.
     *
     * @param rooms of the event, names by ids; a row may have either
     */
    static List<Line> read(Table table, Map<String, String> rooms, Findings findings) {
        UnitList list = new UnitList(rooms, findings);
        List<Line> lines = new ArrayList<>();
        for (ListRow row : ListReader.read(table, COLUMNS, findings)) {
            list.line(row).ifPresent(lines::add);
        }
        return lines;
    }

    private Optional<Line> line(ListRow row) {
        Optional<UnitId> unit = unit(row);
        Optional<RoomId> room = room(row);
        Optional<Mode> mode = mode(row);
        if (unit.isEmpty() || room.isEmpty() || mode.isEmpty()) {
            return Optional.empty();
        }
        Units.Registration registration =
                new Units.Registration(
                        unit.get(), room.get(), new DoorId(unit.get().value()), mode.get());
        return Optional.of(new Line(row.number(), row.place(NAME), registration));
    }

    private Optional<UnitId> unit(ListRow row) {
        String name = row.required(NAME, findings);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!Ids.valid(name)) {
            wrong(row, NAME, findings.words().get("identity.id.shape"));
            return Optional.empty();
        }
        UnitId unit = new UnitId(name);
        Integer first = seen.putIfAbsent(unit, row.number());
        if (first != null) {
            String quoted = Findings.quoted(name);
            findings.problem(row.number(), row.place(NAME), "fault.twice", quoted, first);
            return Optional.empty();
        }
        return Optional.of(unit);
    }

    private Optional<RoomId> room(ListRow row) {
        String room = row.required(ROOM, findings);
        if (rooms.containsKey(room)) {
            return Optional.of(new RoomId(room));
        }
        List<String> named =
                rooms.entrySet().stream()
                        .filter(each -> each.getValue().equals(room))
                        .map(Map.Entry::getKey)
                        .toList();
        if (named.size() != 1 && !room.isEmpty()) {
            String key = named.isEmpty() ? "fault.unknown-room" : "fault.several-rooms";
            findings.problem(row.number(), row.place(ROOM), key, Findings.quoted(room));
        }
        return named.size() == 1 ? Optional.of(new RoomId(named.getFirst())) : Optional.empty();
    }

    private Optional<Mode> mode(ListRow row) {
        String mode = row.text(MODE).toLowerCase(Locale.ROOT);
        if (mode.isEmpty()) {
            return Optional.of(Mode.AUTO);
        }
        if (!MODES.contains(mode)) {
            wrong(row, MODE, findings.words().get("fault.one-of", String.join(", ", MODES)));
            return Optional.empty();
        }
        return Optional.of(Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    }

    private void wrong(ListRow row, String column, String cure) {
        String reason = findings.words().get("fault.wrong", Findings.quoted(row.text(column)));
        findings.problem(new Problem(row.number(), row.place(column), reason, cure));
    }
}
