package io.turnout.provisioning.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.demo.Site.UnitPlan;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A small venue of real processes for tests: three rooms, each with a session that is on now, and a
 * unit at each door.
 */
final class Venue implements AutoCloseable {
    static final String EVENT = "/api/v1/events/" + Site.EVENT;
    static final List<String> ROOMS = List.of("Aula", "Bibliothek", "Cantina");
    static final String PASSWORD = "correct-horse-7";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SLOW = Duration.ofSeconds(60);

    private final HubSite hub;
    private final Site site;
    private final List<String> badges;
    private final Map<String, String> sessionOfRoom;

    private Venue(HubSite hub, Site site, List<String> badges, Map<String, String> sessions) {
        this.hub = hub;
        this.site = site;
        this.badges = badges;
        this.sessionOfRoom = sessions;
    }

    /** Starts it all and waits until each unit has its list and the hub knows of it. */
    static Venue start(Path directory, int people) throws IOException, ApiException {
        DemoOptions options = options(directory, people);
        HubSite hub = HubSite.start(options, directory, PASSWORD);
        Site site = new Site(options, directory, hub);
        try {
            Map<String, String> sessions = load(hub, people);
            Venue venue = new Venue(hub, site, codes(hub), sessions);
            venue.addUnits();
            return venue;
        } catch (IOException | ApiException | RuntimeException e) {
            site.close();
            throw e;
        }
    }

    /** The programs that were built, on any ports. */
    static DemoOptions options(Path directory, int people) {
        return new DemoOptions(
                jar("venue-hub"),
                jar("gateway-device"),
                Optional.of(directory),
                Optional.empty(),
                people,
                0,
                Optional.empty(),
                0);
    }

    HubSite hub() {
        return hub;
    }

    List<UnitSite> units() {
        return site.units();
    }

    UnitSite unit(int index) {
        return site.units().get(index);
    }

    String badge(int index) {
        return badges.get(index);
    }

    List<String> badges() {
        return badges;
    }

    String session(String room) {
        return java.util.Objects.requireNonNull(sessionOfRoom.get(room), room);
    }

    /** Restarts whatever was killed. */
    void watch() {
        site.watch();
    }

    /** One more unit in the first room, with more in its process's environment. */
    UnitSite addUnit(String name, Map<String, String> environment)
            throws IOException, ApiException {
        JsonNode room = hub.api().get(EVENT + "/rooms").get(0);
        UnitSite unit =
                site.addUnit(
                        new UnitPlan(
                                name,
                                room.path("id").asText(),
                                room.path("name").asText(),
                                "auto",
                                List.of(),
                                environment));
        awaitOnline(unit);
        return unit;
    }

    JsonNode counts() throws ApiException {
        return hub.api().get(EVENT + "/counts");
    }

    long scansAtHub() throws ApiException {
        return counts().path("totals").path("scans").asLong();
    }

    /** Waits until it is in force at every door. */
    void revoke(String badge) throws ApiException {
        String holder =
                hub.api()
                        .post(EVENT + "/badges/" + badge + "/state", Map.of("state", "revoked"))
                        .path("attendee")
                        .asText();
        Awaitility.await(badge + " is revoked at every door")
                .atMost(SLOW)
                .until(() -> inForce(holder) == units().size());
    }

    private int inForce(String holder) throws ApiException {
        for (JsonNode one : hub.api().get(EVENT + "/access").path("revocations")) {
            if (one.path("attendee").asText().equals(holder)) {
                return one.path("inForce").asInt();
            }
        }
        return 0;
    }

    /** Presents a text at a unit; the panel's answer as text. */
    static String scan(UnitSite unit, String text) throws IOException, InterruptedException {
        return scan(unit, text, "en");
    }

    /** The same in the first of the reader's languages that the panel speaks. */
    static String scan(UnitSite unit, String text, String languages)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(unit.panel().resolve("/scan"))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept-Language", languages)
                        .POST(
                                BodyPublishers.ofString(
                                        "text=" + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                        .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    static JsonNode state(UnitSite unit) throws ApiException {
        return new io.turnout.provisioning.api.HubApi(unit.panel()).get("/state");
    }

    /** Waits until a unit has a list and says that the hub is there. */
    static void awaitOnline(UnitSite unit) {
        Awaitility.await(unit.name() + " is online with a list")
                .atMost(SLOW)
                .ignoreExceptions()
                .until(() ->
                        state(unit).path("hub").path("online").asBoolean()
                                && state(unit).path("list").path("revision").asLong() > 0);
    }

    @Override
    public void close() throws IOException {
        site.close();
    }

    /** Another unit, at a room of its own choice. */
    UnitSite addUnit(String name, String roomId, String room) throws IOException, ApiException {
        UnitSite unit =
                site.addUnit(
                        new UnitPlan(
                                name,
                                roomId,
                                room,
                                "auto",
                                new Tray(badges).peopleFor(List.of(0, 1, 2)).lines()));
        awaitOnline(unit);
        return unit;
    }

    private void addUnits() throws IOException, ApiException {
        for (JsonNode room : hub.api().get(EVENT + "/rooms")) {
            String name = "door-" + (site.units().size() + 1);
            site.addUnit(
                    new UnitPlan(
                            name,
                            room.path("id").asText(),
                            room.path("name").asText(),
                            "auto",
                            new Tray(badges).peopleFor(List.of(0, 1, 2)).lines()));
        }
        site.units().forEach(Venue::awaitOnline);
    }

    /** An event with people, badges and registrations; the sessions by room. */
    static Map<String, String> load(HubSite hub, int people) throws ApiException {
        hub.api()
                .post(
                        "/api/v1/events",
                        Map.of("id", Site.EVENT, "title", "Test day", "zone", "Europe/Berlin"));
        hub.api().post(EVENT + "/agenda", "application/xml", agenda());
        Map<String, String> sessions = new java.util.LinkedHashMap<>();
        Map<String, String> names = new java.util.HashMap<>();
        for (JsonNode room : hub.api().get(EVENT + "/rooms")) {
            names.put(room.path("id").asText(), room.path("name").asText());
        }
        for (JsonNode session : hub.api().get(EVENT + "/sessions")) {
            sessions.put(names.get(session.path("room").asText()), session.path("id").asText());
        }
        People crowd = new People(people, 1);
        hub.api().post(EVENT + "/attendees", "text/csv", crowd.attendeesCsv());
        hub.api()
                .post(
                        EVENT + "/registrations",
                        "text/csv",
                        crowd.registrations(new ArrayList<>(sessions.values()), List.of()).csv());
        hub.api().post(EVENT + "/badges", Map.of());
        return sessions;
    }

    /** The codes of all badges. */
    static List<String> codes(HubSite hub) throws ApiException {
        return hub.api()
                .text(EVENT + "/badges")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1)[1])
                .toList();
    }

    /** One session of four hours in each room, on since half an hour. */
    private static String agenda() {
        ZonedDateTime start =
                ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).minusMinutes(30);
        StringBuilder rooms = new StringBuilder();
        for (String room : ROOMS) {
            rooms.append(
                    """
                    <room name="%s"><event id="%d" guid="guid-%s">
                      <date>%s</date><start>%s</start><duration>04:00</duration>
                      <room>%s</room><title>All about %s</title><track>Tests</track>
                    </event></room>
                    """
                            .formatted(
                                    room,
                                    100 + ROOMS.indexOf(room),
                                    room,
                                    start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                                    start.format(DateTimeFormatter.ofPattern("HH:mm")),
                                    room,
                                    room));
        }
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <schedule><conference><acronym>test</acronym><title>Test day</title>
        <start>%1$s</start><end>%1$s</end><days>1</days>
        <time_zone_name>UTC</time_zone_name></conference>
        <day index="1" date="%1$s">%2$s</day></schedule>
        """
                .formatted(start.toLocalDate(), rooms);
    }

    static Path jar(String module) {
        return Path.of("..", module, "target", module + ".jar");
    }

    /** The overview page. */
    URI overview() {
        return hub.url().resolve("/events/" + Site.EVENT);
    }
}
