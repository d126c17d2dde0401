package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Badges that a door must not take for what they are not: what people read there, in both
 * languages, and that the hub has it all. Each language has its own door, because a badge shown
 * twice at one is shown its former verdict.
 */
class BadBadgesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SLOW = Duration.ofSeconds(60);
    private static final long SERIAL = 12345;
    private static final String AS_OF = "Not on the list as of ";

    @TempDir static Path directory;

    private static Venue venue;
    private static EventTag tag;

    @BeforeAll
    static void openTheVenue() throws Exception {
        venue = Venue.start(directory, 20);
        tag = new EventTag(venue.badge(0).substring(0, EventTag.LENGTH));
    }

    @AfterAll
    static void closeTheVenue() throws IOException {
        if (venue != null) {
            venue.close();
        }
    }

    @Test
    @DisplayName("an unknown badge of this event is refused, once the hub has said so")
    void refusesAnUnknownBadge() throws Exception {
        Says english =
                new Says("refused", "No entry", "This badge is not known", "Please go to the desk");
        Says german =
                new Says(
                        "refused",
                        "Kein Zutritt",
                        "Dieser Badge ist nicht bekannt",
                        "Bitte zum Empfang gehen");
        // A busy machine may miss the deadline of a question now and then: another badge, then.
        AtomicLong serial = new AtomicLong(SERIAL);
        for (Map.Entry<String, Says> said : Map.of("en", english, "de", german).entrySet()) {
            Awaitility.await()
                    .atMost(SLOW)
                    .untilAsserted(() -> {
                        String code = ShortCode.of(tag, serial.incrementAndGet()).text();
                        assertSaid(shown(venue.unit(0), code, said.getKey()), said.getValue());
                    });
        }
    }

    @Test
    @DisplayName("a torn code is refused and asked for again")
    void refusesATornCode() throws Exception {
        String torn = venue.badge(1).substring(0, ShortCode.LENGTH - 2);
        Says english = new Says("refused", "No entry", "Not a badge", "Try again, hold it still");
        Says german =
                new Says("refused", "Kein Zutritt", "Kein Badge", "Noch einmal, ruhig halten");
        assertSaidAndRecorded(torn, english, german);
    }

    @Test
    @DisplayName("AT7 a badge of another event is refused")
    void refusesABadgeOfAnotherEvent() throws Exception {
        EventTag another = new EventTag(tag.value().equals("XYZ") ? "ZYX" : "XYZ");
        Says english =
                new Says(
                        "refused", "No entry", "A badge of another event", "Please go to the desk");
        Says german =
                new Says(
                        "refused",
                        "Kein Zutritt",
                        "Badge einer anderen Veranstaltung",
                        "Bitte zum Empfang gehen");
        assertSaidAndRecorded(ShortCode.of(another, SERIAL).text(), english, german);
    }

    @Test
    @DisplayName("a signed badge of this event is let in")
    void letsASignedBadgeIn() throws Exception {
        Says english = new Says("in", "In", "Registered", "");
        Says german = new Says("in", "Rein", "Angemeldet", "");
        assertSaidAndRecorded(signed(venue.badge(2)), english, german);
    }

    @Test
    @DisplayName(
            "AT7 a signed badge with one character of its signature changed is refused as forged")
    void refusesAForgedBadge() throws Exception {
        String genuine = signed(venue.badge(3));
        int place = genuine.length() - 40;
        char other = genuine.charAt(place) == '7' ? '8' : '7';
        String forged = genuine.substring(0, place) + other + genuine.substring(place + 1);
        Says english =
                new Says(
                        "refused",
                        "No entry",
                        "This badge is not genuine",
                        "Please go to the desk");
        Says german =
                new Says(
                        "refused",
                        "Kein Zutritt",
                        "Dieser Badge ist nicht echt",
                        "Bitte zum Empfang gehen");
        assertSaidAndRecorded(forged, english, german);
    }

    @Test
    @DisplayName("a revoked badge is refused in both its forms as soon as the list says so")
    void refusesARevokedBadge() throws Exception {
        String signed = signed(venue.badge(4));
        venue.revoke(venue.badge(4));
        Says english =
                new Says("refused", "No entry", "This badge was revoked", "Please go to the desk");
        Says german =
                new Says(
                        "refused",
                        "Kein Zutritt",
                        "Dieser Badge wurde zurückgezogen",
                        "Bitte zum Empfang gehen");
        assertSaidAndRecorded(venue.badge(4), english, german);
        // At another door, where the badge was not just refused in its other form.
        assertThat(shown(venue.unit(2), signed, "en").reason()).isEqualTo(english.reason());
    }

    @Test
    @DisplayName("a signed badge is let in by a unit that is cut off and never heard of it")
    void letsASignedBadgeInThatNoListHas() throws Exception {
        UnitSite unit = venue.unit(2);
        String late;
        unit.mqtt().pull();
        unit.http().pull();
        try {
            Says open = new Says("in", "In", "Open to all", "");
            assertSaid(shown(unit, signed(newBadge("N1")), "en"), open);
            late = newBadge("N2");
            Says unknown = new Says("refused", "No entry", AS_OF, "Staff can help");
            assertSaid(shown(unit, late, "en"), unknown);
        } finally {
            unit.mqtt().plugIn();
            unit.http().plugIn();
        }
        awaitListed(late);
    }

    /** What a panel says. A reason here is the sentence's beginning: a time may follow. */
    private record Says(String state, String word, String reason, String next) {}

    private record Totals(long scans, long admitted, long refused, long askStaff) {}

    private static void assertSaidAndRecorded(String text, Says english, Says german)
            throws Exception {
        awaitDelivered();
        Totals before = totals();
        assertSaid(shown(venue.unit(0), text, "en"), english);
        assertSaid(shown(venue.unit(1), text, "de-AT,de;q=0.9,en;q=0.5"), german);
        awaitDelivered();
        long in = english.state().equals("in") ? 2 : 0;
        assertThat(totals())
                .isEqualTo(
                        new Totals(
                                before.scans() + 2,
                                before.admitted() + in,
                                before.refused() + 2 - in,
                                before.askStaff()));
    }

    private static void assertSaid(Says shown, Says expected) {
        assertThat(shown)
                .isEqualTo(
                        new Says(
                                expected.state(),
                                expected.word(),
                                shown.reason(),
                                expected.next()));
        assertThat(shown.reason())
                .matches(
                        expected.reason().endsWith(" ")
                                ? expected.reason() + "\\d\\d:\\d\\d"
                                : expected.reason());
    }

    private static Says shown(UnitSite unit, String text, String languages) throws Exception {
        JsonNode answer = JSON.readTree(Venue.scan(unit, text, languages));
        assertThat(answer.path("scan").asLong()).as("recorded as: %s", answer).isPositive();
        JsonNode verdict = answer.path("verdict");
        return new Says(
                verdict.path("state").asText(),
                verdict.path("word").asText(),
                verdict.path("reason").asText(),
                verdict.path("next").asText());
    }

    private static String signed(String badge) throws ApiException {
        return venue.hub()
                .api()
                .get(Venue.EVENT + "/badges/" + badge + "/signed")
                .path("code")
                .asText();
    }

    /** The badge of somebody who comes late. */
    private static String newBadge(String number) throws ApiException {
        HubApi api = venue.hub().api();
        String row =
                "number,family_name,given_name,email,licence_number,groups\n%s,Late,Lea,,,\n"
                        .formatted(number);
        api.post(Venue.EVENT + "/attendees", "text/csv", row);
        api.post(Venue.EVENT + "/badges", Map.of());
        return api.text(Venue.EVENT + "/badges")
                .lines()
                .filter(line -> line.startsWith(number + ","))
                .map(line -> line.split(",", -1)[1])
                .findFirst()
                .orElseThrow();
    }

    /** Waits until every door lets a badge in. Within the cool-down a door repeats itself. */
    private static void awaitListed(String badge) {
        for (UnitSite unit : venue.units()) {
            Awaitility.await(unit.name() + " lets a new badge in")
                    .atMost(SLOW)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() ->
                            JSON.readTree(Venue.scan(unit, badge))
                                    .at("/verdict/state")
                                    .asText()
                                    .equals("in"));
        }
    }

    private static void awaitDelivered() {
        Awaitility.await("all journals are at the hub")
                .atMost(SLOW)
                .untilAsserted(() -> {
                    long journaled = 0;
                    for (UnitSite unit : venue.units()) {
                        journaled += Venue.state(unit).path("lastNumber").asLong();
                    }
                    assertThat(totals().scans()).isEqualTo(journaled);
                });
    }

    private static Totals totals() throws ApiException {
        JsonNode totals = venue.counts().path("totals");
        return new Totals(
                totals.path("scans").asLong(),
                totals.path("admitted").asLong(),
                totals.path("refused").asLong(),
                totals.path("askStaff").asLong());
    }
}
