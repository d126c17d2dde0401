package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Badges that are taken out of use, with units online, cut off, and busy with lists. */
class RevocationIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CROWD = 30_000;
    private static final int REVOKED_MEANWHILE = 30;
    private static final String REVOKED = "revoked";

    @TempDir static Path directory;

    private static Venue venue;

    @BeforeAll
    static void openTheVenue() throws Exception {
        venue = Venue.start(directory, 120);
        awaitAll();
    }

    @AfterAll
    static void closeTheVenue() throws IOException {
        if (venue != null) {
            venue.close();
        }
    }

    @Test
    @DisplayName("A-6 a revoked badge is refused at every door at once, without a new list")
    void aRevocationIsInForceOnEveryUnitAtOnce() throws Exception {
        long list = listOf(0);
        long[] millis = new long[10];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = revokeAndAwait(venue.badge(i), 3);
        }
        System.out.printf(
                "revoked, nothing else going on: in force on 3 units after %s ms (median)%n",
                median(millis));
        for (UnitSite unit : venue.units()) {
            assertThat(scan(unit, venue.badge(0))).isEqualTo("refused");
        }
        assertThat(listOf(0)).isEqualTo(list);
    }

    @Test
    @DisplayName("A-6 a unit that was away refuses the badge with its first scan online")
    void aUnitThatWasAwayFollowsBeforeItsFirstScanOnline() throws Exception {
        UnitSite unit = venue.unit(1);
        unit.mqtt().pull();
        unit.http().pull();
        Awaitility.await().atMost(SOON).until(() -> !online(unit));
        revokeAndAwait(venue.badge(20), 2);
        JsonNode missing = revocation(access(), 20).path("missing");
        assertThat(missing).hasSize(1);
        assertThat(missing.path(0).path("unit").asText()).isEqualTo(unit.name());
        assertThat(scan(unit, venue.badge(22))).as("it still decides").isEqualTo("in");

        // The list stays out of reach: the revocation must not need it.
        unit.mqtt().plugIn();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(SOON)
                .until(() -> online(unit));
        assertThat(scan(unit, venue.badge(20))).isEqualTo("refused");
        assertThat(scan(unit, venue.badge(21))).isEqualTo("in");
        unit.http().plugIn();
        awaitAll();
        assertThat(revocation(access(), 20).path("inForce").asInt()).isEqualTo(3);
    }

    @Test
    @DisplayName("A-6 a revocation overtakes a big import on its way into lists")
    void aRevocationOvertakesLists() throws Exception {
        StringBuilder csv =
                new StringBuilder("number,family_name,given_name,email,licence_number,groups\n");
        for (int i = 0; i < CROWD; i++) {
            csv.append("C%06d,Crowd,C%d,,,\n".formatted(i, i));
        }
        venue.hub().api().post(Venue.EVENT + "/attendees", "text/csv", csv.toString());
        long list = listOf(0);
        venue.hub().api().post(Venue.EVENT + "/badges", Map.of());
        List<Long> all = new ArrayList<>();
        int overtook = 0;
        for (int i = 0; i < REVOKED_MEANWHILE; i++) {
            all.add(revokeAndAwait(venue.badge(40 + i), 3));
            overtook += listOf(0) == list ? 1 : 0;
        }
        long[] millis = all.stream().mapToLong(Long::longValue).toArray();
        System.out.printf(
                "revoked while %d badges became lists: in force on 3 units after %s ms (median),"
                        + " %s ms (longest); %d of %d before the new list was in use%n",
                CROWD, median(millis), Arrays.stream(millis).max().orElse(0), overtook, all.size());
        assertThat(overtook).isPositive();
        Awaitility.await().atMost(SOON).until(() -> listOf(0) > list);
        awaitAll();
        for (int i = 0; i < REVOKED_MEANWHILE; i++) {
            assertThat(revocation(access(), 40 + i).path("inForce").asInt()).isEqualTo(3);
        }
        assertThat(scan(venue.unit(0), venue.badge(40))).isEqualTo("refused");
    }

    @Test
    @DisplayName("A-6 the units' page shows where a revocation is in force, and where not yet")
    void thePageShowsWhereItIsInForce() throws Exception {
        try (Browsing browsing = Browsing.open();
                BrowserContext desk = browsing.desktop();
                BrowserContext phone = browsing.phone();
                BrowserContext dark = browsing.dark()) {
            UnitSite unit = venue.unit(2);
            unit.mqtt().pull();
            Awaitility.await().atMost(SOON).until(() -> !online(unit));
            revokeAndAwait(venue.badge(100), 2);
            for (BrowserContext context : List.of(desk, phone, dark)) {
                Page page = Browsing.signIn(context, venue);
                page.navigate(venue.overview() + "/units");
                assertThat(page.locator("[data-revoked=" + number(100) + "]"))
                        .containsText("2 of 3 units");
                assertThat(page.locator("[data-revoked=" + number(100) + "]"))
                        .containsText(Venue.ROOMS.get(2));
                assertThat(page.locator("[data-access=" + unit.name() + "]")).isVisible();
                Browsing.check(
                        page, "units-revoked-" + List.of(desk, phone, dark).indexOf(context));
            }
            unit.mqtt().plugIn();
            Page page = desk.newPage();
            page.navigate(venue.overview() + "/units");
            assertThat(page.locator("[data-revoked=" + number(100) + "]"))
                    .containsText(
                            "3 of 3 units",
                            new com.microsoft.playwright.assertions.LocatorAssertions
                                            .ContainsTextOptions()
                                    .setTimeout((double) SOON.toMillis()));
        }
    }

    /** Milliseconds from the call until so many units say that they follow. */
    private static long revokeAndAwait(String badge, int units) throws Exception {
        long start = System.nanoTime();
        String holder =
                venue.hub()
                        .api()
                        .post(Venue.EVENT + "/badges/" + badge + "/state", Map.of("state", REVOKED))
                        .path("attendee")
                        .asText();
        Awaitility.await(badge)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .until(() -> of(access(), holder).path("inForce").asInt() >= units);
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static JsonNode access() throws Exception {
        return venue.hub().api().get(Venue.EVENT + "/access");
    }

    private static JsonNode revocation(JsonNode access, int badge) {
        return of(access, number(badge));
    }

    private static JsonNode of(JsonNode access, String holder) {
        return StreamSupport.stream(access.path("revocations").spliterator(), false)
                .filter(one -> one.path("attendee").asText().equals(holder))
                .findFirst()
                .orElse(JSON.missingNode());
    }

    /** Badges come in the order of their holders' numbers. */
    private static String number(int badge) {
        return "A%05d".formatted(badge + 1);
    }

    /** Every unit is online and has exactly what it should have. */
    private static void awaitAll() {
        Awaitility.await("units have what they should have")
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        StreamSupport.stream(access().path("units").spliterator(), false)
                                .allMatch(unit ->
                                        unit.path("compared").path("identical").asLong() > 0
                                                && unit.path("compared").path("missing").asLong()
                                                        == 0));
    }

    private static long listOf(int unit) throws Exception {
        return Venue.state(venue.unit(unit)).path("list").path("revision").asLong();
    }

    private static boolean online(UnitSite unit) throws Exception {
        return Venue.state(unit).path("hub").path("online").asBoolean();
    }

    private static String scan(UnitSite unit, String text)
            throws IOException, InterruptedException {
        return JSON.readTree(Venue.scan(unit, text)).path("verdict").path("state").asText();
    }

    private static long median(long[] millis) {
        long[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
