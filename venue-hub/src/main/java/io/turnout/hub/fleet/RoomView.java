package io.turnout.hub.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A room with its doors, and who stands there.
 *
 * @param capacity empty for no limit
 */
public record RoomView(
        String id,
        String name,
        Optional<Integer> capacity,
        String note,
        long sessions,
        List<DoorView> doors) {
    public RoomView {
        doors = List.copyOf(doors);
    }

    /** A door with its units. */
    public record DoorView(String id, String name, List<Standing> units) {
        public DoorView {
            units = List.copyOf(units);
        }
    }

    /**
     * A unit at a door.
     *
     * @param mode what its reader is for: in, out, auto
     */
    public record Standing(UnitView unit, String mode) {}

    private record Door(String id, String room, String name) {}

    private record Posted(String door, String mode) {}

    /** All rooms of an event, in the order of pages. */
    static List<RoomView> of(Handle handle, String event, List<UnitView> units) {
        Map<String, List<DoorView>> doors = new HashMap<>();
        Map<String, List<Standing>> standing = standing(handle, event, units);
        handle.createQuery(
                        "SELECT d.id, d.room, d.name FROM door d JOIN room r ON r.id = d.room"
                                + " WHERE r.event = ? ORDER BY d.name, d.id")
                .bind(0, event)
                .map((row, _) -> new Door(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(door ->
                        doors.computeIfAbsent(door.room(), _ -> new ArrayList<>())
                                .add(
                                        new DoorView(
                                                door.id(),
                                                door.name(),
                                                standing.getOrDefault(door.id(), List.of()))));
        return handle.createQuery(
                        "SELECT r.*, (SELECT count(*) FROM session s WHERE s.room = r.id) AS held"
                                + " FROM room r WHERE r.event = ? ORDER BY r.place, r.name")
                .bind(0, event)
                .map((row, _) -> {
                    int capacity = row.getInt("capacity");
                    Optional<Integer> limit =
                            row.wasNull() ? Optional.empty() : Optional.of(capacity);
                    return new RoomView(
                            row.getString("id"),
                            row.getString("name"),
                            limit,
                            row.getString("note"),
                            row.getLong("held"),
                            doors.getOrDefault(row.getString("id"), List.of()));
                })
                .list();
    }

    private static Map<String, List<Standing>> standing(
            Handle handle, String event, List<UnitView> units) {
        Map<String, Posted> posts = new HashMap<>();
        handle.createQuery(
                        "SELECT u.id, u.door, u.mode FROM unit u JOIN door d ON d.id = u.door"
                                + " JOIN room r ON r.id = d.room WHERE r.event = ?")
                .bind(0, event)
                .map((row, _) ->
                        Map.entry(row.getString(1), new Posted(row.getString(2), row.getString(3))))
                .forEach(one -> posts.put(one.getKey(), one.getValue()));
        Map<String, List<Standing>> standing = new HashMap<>();
        for (UnitView unit : units) {
            Optional.ofNullable(posts.get(unit.id()))
                    .ifPresent(post ->
                            standing.computeIfAbsent(post.door(), _ -> new ArrayList<>())
                                    .add(new Standing(unit, post.mode())));
        }
        return standing;
    }
}
