package io.turnout.provisioning.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which rooms get a unit: those where something is on now and most is still to come. */
record RoomChoice(List<String> rooms, List<String> atDoors, List<String> elsewhere) {
    /** Sessions of this long from now on count as the day still to come. */
    private static final long DAY_SECONDS = 10 * 3600;

    static RoomChoice from(JsonNode sessions, Instant now, int howMany) {
        Map<String, List<JsonNode>> byRoom = new TreeMap<>();
        for (JsonNode session : sessions) {
            Instant start = Instant.parse(session.path("start").asText());
            Instant end = Instant.parse(session.path("end").asText());
            if (end.isAfter(now) && start.isBefore(now.plusSeconds(DAY_SECONDS))) {
                byRoom.computeIfAbsent(session.path("room").asText(), r -> new ArrayList<>())
                        .add(session);
            }
        }
        List<String> rooms =
                byRoom.entrySet().stream()
                        .sorted(busiestFirst(now))
                        .limit(howMany)
                        .map(Map.Entry::getKey)
                        .toList();
        return split(byRoom, rooms);
    }

    private static Comparator<Map.Entry<String, List<JsonNode>>> busiestFirst(Instant now) {
        return Comparator.comparingInt((Map.Entry<String, List<JsonNode>> room) ->
                        onNow(room.getValue(), now) ? 0 : 1)
                .thenComparingInt(room -> -room.getValue().size());
    }

    private static RoomChoice split(Map<String, List<JsonNode>> byRoom, List<String> rooms) {
        List<String> atDoors = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        byRoom.forEach((room, sessions) ->
                sessions.forEach(session ->
                        (rooms.contains(room) ? atDoors : elsewhere)
                                .add(session.path("session").asText())));
        return new RoomChoice(rooms, atDoors, elsewhere);
    }

    private static boolean onNow(List<JsonNode> sessions, Instant now) {
        return sessions.stream()
                .anyMatch(session ->
                        !Instant.parse(session.path("start").asText()).isAfter(now)
                                && Instant.parse(session.path("end").asText())
                                        .isAfter(now.plusSeconds(300)));
    }
}
