package io.turnout.hub.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.attendance.Attended.Anomaly;
import io.turnout.hub.attendance.FoldSettings.StillOpen;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fold's rules by example: {@code fold-vectors.json}. */
@DisplayName("R-2 attendance fold, rules 2.2 to 2.6 and 2.9")
final class FoldVectorsTest {
    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");

    @TestFactory
    Stream<DynamicTest> vectors() throws IOException {
        try (InputStream file = FoldVectorsTest.class.getResourceAsStream("fold-vectors.json")) {
            return stream(new ObjectMapper().readTree(file).get("vectors"))
                    .map(vector ->
                            DynamicTest.dynamicTest(
                                    vector.get("rule").asText() + " " + vector.get("name").asText(),
                                    () -> check(vector)));
        }
    }

    /** As written, and however the scans arrive. */
    private static void check(JsonNode vector) {
        List<Evidence> scans =
                new ArrayList<>(stream(vector.get("scans")).map(FoldVectorsTest::scan).toList());
        for (long seed = 0; seed < 20; seed++) {
            Attended attended = AttendanceFold.fold(scans, schedules(vector), settings(vector));
            assertThat(attended.presences().stream().map(FoldVectorsTest::text))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(texts(vector, "presences"));
            assertThat(attended.anomalies().stream().map(FoldVectorsTest::text))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(texts(vector, "anomalies"));
            Collections.shuffle(scans, new Random(seed));
            scans.add(scans.getFirst());
        }
    }

    private static FoldSettings settings(JsonNode vector) {
        Duration grace = Duration.ofMinutes(vector.path("grace").asInt(0));
        return new FoldSettings(
                StillOpen.of(vector.path("stillOpen").asText("session-end")),
                grace,
                grace,
                Duration.ofMinutes(vector.path("walking").asInt(3)));
    }

    private static Map<SessionId, Schedule> schedules(JsonNode vector) {
        return Stream.of(
                        schedule(vector, "a", "r", 0),
                        schedule(vector, "b", "r", 60),
                        schedule(vector, "c", "s", 30))
                .collect(Collectors.toMap(Schedule::id, schedule -> schedule));
    }

    private static Schedule schedule(JsonNode vector, String id, String room, int start) {
        String reEntry = vector.path("reEntry").asText("free");
        return new Schedule(
                new SessionId(id),
                new RoomId(room),
                at(start),
                at(start + 60),
                vector.path("elsewhere").asBoolean(),
                ReEntry.valueOf(reEntry.toUpperCase(Locale.ROOT).replace('-', '_')),
                vector.path("limited").asBoolean());
    }

    private static Evidence scan(JsonNode node) {
        List<String> words = List.of(node.asText().split(" "));
        String[] place = words.getFirst().split("[/@]", 3);
        String[] effect = words.get(1).split(":", 2);
        Optional<SessionId> session =
                effect.length == 1 ? Optional.empty() : Optional.of(new SessionId(effect[1]));
        boolean in = effect[0].equals("in");
        return new Evidence(
                new ScanName(place[0], "e", Long.parseLong(place[1])),
                at(Integer.parseInt(place[2])),
                new RoomId(session.filter(new SessionId("c")::equals).isPresent() ? "s" : "r"),
                in ? session : Optional.empty(),
                !in,
                in ? Optional.empty() : session,
                false,
                in && !words.contains("noseat"),
                !words.contains("offline"));
    }

    private static String text(Presence presence) {
        String intervals =
                presence.intervals().stream()
                        .map(one ->
                                " %d-%d %s"
                                        .formatted(
                                                minute(one.start()),
                                                minute(one.end()),
                                                one.closedBy().key()))
                        .collect(Collectors.joining());
        return "%s%s, %d min"
                .formatted(
                        presence.session(),
                        intervals.isEmpty() ? " none" : intervals,
                        presence.present().toMinutes());
    }

    private static String text(Anomaly anomaly) {
        return switch (anomaly) {
            case Anomaly.OutWithoutIn out -> "out-without-in " + text(out.scan());
            case Anomaly.UnknownSession unknown -> "unknown-session " + text(unknown.scan());
            case Anomaly.DoubleUse twice ->
                    "%s %s over %s"
                            .formatted(
                                    twice.kind().key(),
                                    text(twice.counts().name()),
                                    text(twice.other().name()));
        };
    }

    private static String text(ScanName name) {
        return name.unit() + "/" + name.number();
    }

    private static List<String> texts(JsonNode vector, String field) {
        return stream(vector.path(field)).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Instant at(int minute) {
        return START.plusSeconds(minute * 60L);
    }

    private static long minute(Instant time) {
        return Duration.between(START, time).toMinutes();
    }
}
