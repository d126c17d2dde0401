package io.turnout.provisioning.faults.venue;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A day with one long session in each room, and people with badges.
 *
 * @param rooms ids in their order; the first is the one with a capacity
 * @param sessions ids in the order of the rooms
 * @param badges codes of all people
 */
public record Day(List<String> rooms, List<String> sessions, List<String> badges) {
    static final String EVENT_ID = "faults";

    /** Where the API has the event. */
    public static final String EVENT = "/api/v1/events/" + EVENT_ID;

    private static final Duration SINCE = Duration.ofMinutes(30);
    private static final int HOURS = 12;

    public Day {
        rooms = List.copyOf(rooms);
        sessions = List.copyOf(sessions);
        badges = List.copyOf(badges);
    }

    /** Loads it into a hub. */
    static Day load(HubApi api, int rooms, int people, Clock clock) throws ApiException {
        String zone = "UTC";
        api.post("/api/v1/events", Map.of("id", EVENT_ID, "title", "Faults", "zone", zone));
        api.post(EVENT + "/agenda", "application/xml", agenda(rooms, clock));
        api.post(EVENT + "/attendees", "text/csv", attendees(people));
        api.post(EVENT + "/badges", Map.of());
        Map<String, String> sessionOf = new LinkedHashMap<>();
        for (JsonNode room : api.get(EVENT + "/rooms")) {
            sessionOf.put(room.path("id").asText(), "");
        }
        for (JsonNode session : api.get(EVENT + "/sessions")) {
            sessionOf.put(session.path("room").asText(), session.path("id").asText());
        }
        List<String> badges =
                api.text(EVENT + "/badges")
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", -1)[1])
                        .toList();
        return new Day(List.copyOf(sessionOf.keySet()), List.copyOf(sessionOf.values()), badges);
    }

    /** Sets how many the first room holds. */
    public void capacity(HubApi api, int seats) throws ApiException {
        api.post(EVENT + "/sessions/" + sessions.getFirst(), Map.of("capacity", seats));
    }

    private static String attendees(int people) {
        StringBuilder csv =
                new StringBuilder("number,family_name,given_name,email,licence_number,groups\n");
        for (int i = 1; i <= people; i++) {
            csv.append("A%05d,Family%d,Given%d,,,%n".formatted(i, i, i));
        }
        return csv.toString();
    }

    private static String agenda(int rooms, Clock clock) {
        ZonedDateTime start =
                ZonedDateTime.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .minus(SINCE);
        StringBuilder events = new StringBuilder();
        for (int i = 1; i <= rooms; i++) {
            events.append(
                    """
                    <room name="Room %1$d"><event id="%1$d" guid="guid-%1$d">
                      <date>%2$s</date><start>%3$s</start><duration>%4$d:00</duration>
                      <room>Room %1$d</room><title>Session %1$d</title><track>Faults</track>
                    </event></room>
                    """
                            .formatted(
                                    i,
                                    start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                                    start.format(DateTimeFormatter.ofPattern("HH:mm")),
                                    HOURS));
        }
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <schedule><conference><acronym>faults</acronym><title>Faults</title>
        <start>%1$s</start><end>%1$s</end><days>1</days>
        <time_zone_name>UTC</time_zone_name></conference>
        <day index="1" date="%1$s">%2$s</day></schedule>
        """
                .formatted(start.toLocalDate(), events);
    }
}
