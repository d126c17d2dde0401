package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.turnout.protocol.access.DoorRules;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.process.Cable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attendants scanning with a phone, whose camera sees a badge and whose network can be cut. */
class AttendantIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RULES = "/io/turnout/protocol/access/door-rules.json";
    private static final int BUDGET = 300_000;
    private static final int PEOPLE = 30;

    @TempDir static Path directory;

    private static HubSite hub;
    private static Browsing browsing;
    private static Map<String, String> sessions;
    private static List<String> badges;

    @BeforeAll
    static void open() throws Exception {
        DemoOptions options =
                new DemoOptions(
                        Venue.jar("venue-hub"),
                        Venue.jar("gateway-device"),
                        Optional.of(directory),
                        Optional.empty(),
                        PEOPLE,
                        0,
                        Optional.empty(),
                        0);
        hub = HubSite.start(options, directory, Venue.PASSWORD);
        sessions = Venue.load(hub, PEOPLE);
        badges = Venue.codes(hub);
        hub.api().post(session("Bibliothek"), Map.of("access", "registered-only"));
        hub.api().post(session("Bibliothek"), Map.of("walkIn", "ask-staff"));
        hub.api().post(session("Cantina"), Map.of("capacity", 1));
        browsing = Browsing.filming(Film.of(directory.resolve("badge.y4m"), badges.get(0)));
    }

    @AfterAll
    static void close() {
        if (browsing != null) {
            browsing.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    @DisplayName("A-7 the script on phones decides every vector of the door's rules as units do")
    void theScriptDecidesAsUnitsDo() throws IOException {
        try (BrowserContext phone = browsing.phone()) {
            Page page = phone.newPage();
            page.navigate(hub.url().resolve("/login").toString());
            Map<?, ?> tried =
                    (Map<?, ?>)
                            page.evaluate(
                                    text("door-vectors.js"), List.of("/static/door.js", rules()));
            int vectors = JSON.readTree(rules()).path("vectors").size();
            assertThat((List<?>) tried.get("wrong")).isEmpty();
            assertThat(tried.get("tried")).isEqualTo(vectors);
            assertThat(vectors).isGreaterThan(190);
            assertThat(page.request().get(hub.url() + "/static/door.js").body())
                    .hasSizeLessThan(BUDGET);
        }
    }

    @Test
    @DisplayName("C-2 A-2 with chosen sessions one scans there by camera, and nowhere else")
    void scansAtAChosenSessionByCamera() throws Exception {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext phone = browsing.phone()) {
            Page page = phone.newPage();
            page.navigate(invite(Browsing.signIn(desk, hub.url(), hub.user())));
            page.locator("input[name=password]").fill(Venue.PASSWORD);
            page.locator("main button").first().click();
            Page scan = Browsing.signIn(phone, hub.url(), "Ann");
            scan.navigate(at(hub.url(), ""));
            assertThat(scan.locator("h1")).hasText("Sessions you can scan for attendance");
            assertThat(scan.locator("tbody tr")).hasCount(1);
            Browsing.checkWhole(scan, "scan-sessions-phone");
            String elsewhere = at(hub.url(), "/at/" + sessions.get("Bibliothek"));
            assertThat(scan.navigate(elsewhere).status()).isEqualTo(403);

            scan.navigate(at(hub.url(), ""));
            scan.locator("td.do a").click();
            assertThat(scan.locator("#verdict-word")).hasText("In");
            assertThat(scan.locator("#verdict-badge")).hasText(badges.get(0));
            assertThat(scan.locator("#verdict")).hasClass("verdict scan-verdict in");
            Browsing.checkWhole(scan, "scan-in-phone");
            scan.locator("#next").click();
            assertThat(scan.locator("#waiting")).isEmpty();
            assertThat(scan.locator("#link")).containsText("Connected");
            Browsing.checkWhole(scan, "scan-phone");
            awaitLogged(1, badges.get(0), "Aula");
            takesBack(scan);
        }
    }

    private static void takesBack(Page scan) throws Exception {
        scan.locator("#undo-last").click();
        scan.locator("#why").fill("wrong room");
        Browsing.checkWhole(scan, "scan-undo-phone");
        scan.locator("#ask-yes").click();
        assertThat(scan.locator("#hint")).containsText("is taken back");
        Awaitility.await("nobody counts as inside")
                .atMost(Duration.ofSeconds(10))
                .until(() -> inside("Aula") == 0);
    }

    @Test
    @DisplayName("C-2 A-5 the network is cut: verdicts go on, and each scan arrives once")
    void worksThroughALossOfTheNetwork() throws Exception {
        try (Cable cable = Cable.to(hub.url().getPort());
                BrowserContext phone = browsing.phone()) {
            URI near = URI.create("http://127.0.0.1:" + cable.port());
            Page page = Browsing.signIn(phone, near, hub.user());
            page.navigate(at(near, "/at/" + sessions.get("Bibliothek")));
            assertThat(page.locator("main")).hasAttribute("data-installed", "yes");
            seen(page);
            cable.pull();
            phone.setOffline(true);
            type(page, registered(true), "In");
            type(page, registered(false), "Ask staff");
            assertThat(page.locator("#verdict-registered")).containsText("Not registered");
            Browsing.checkWhole(page, "scan-ask-staff-phone");
            page.locator("#override").click();
            page.locator("#why").fill("the speaker's guest");
            page.locator("#ask-yes").click();
            assertThat(page.locator("#verdict-reason")).containsText("Let in by staff");
            type(page, "no badge at all", "No entry");
            Browsing.checkWhole(page, "scan-refused-phone");
            page.locator("#next").click();
            assertThat(page.locator("#link")).containsText("Offline since");
            Browsing.checkWhole(page, "scan-offline-phone");
            page.reload();
            assertThat(page.locator("#waiting")).containsText("to deliver");
            seen(page);
            cable.plugIn();
            phone.setOffline(false);
            assertThat(page.locator("#waiting")).isEmpty();
            awaitLogged(1, registered(true), "Bibliothek");
            awaitLogged(1, registered(false), "Bibliothek");
            assertThat(checkIns()).contains(",override,");
        }
    }

    @Test
    @DisplayName("A-4 where seats are counted the hub gives them; without it nobody gets one")
    void takesSeatsFromTheHubAlone() throws Exception {
        try (Cable cable = Cable.to(hub.url().getPort());
                BrowserContext phone = browsing.germanPhone()) {
            URI near = URI.create("http://127.0.0.1:" + cable.port());
            Page page = Browsing.signIn(phone, near, hub.user());
            page.navigate(at(near, "/at/" + sessions.get("Cantina")));
            letOneIn(page);
            type(page, badges.get(20), "Kein Einlass");
            assertThat(page.locator("#verdict-reason"))
                    .hasText("Hier ist kein freier Platz bekannt");
            cable.pull();
            phone.setOffline(true);
            page.locator("#next").click();
            assertThat(page.locator("#link")).containsText("Offline seit");
            type(page, badges.get(21), "Personal fragen");
            assertThat(page.locator("#override")).isHidden();
            Browsing.checkWhole(page, "scan-seats-phone-de");
            assertThat(checkIns().lines().filter(line -> line.contains(",Cantina,")).count())
                    .as("one seat, one entry")
                    .isEqualTo(1);
        }
    }

    /** The hub lends its own door the seat soon after the page was opened, but not at once. */
    private static void letOneIn(Page page) {
        assertThat(page.locator("#verdict")).isVisible();
        Locator word = page.locator("#verdict-word");
        for (int next = 1; next < 20 && !word.innerText().equals("Rein"); next++) {
            page.waitForTimeout(500);
            present(page, badges.get(next));
        }
        assertThat(word).hasText("Rein");
    }

    /** Makes a user who may scan at one session, by the pages; the link to choose a password. */
    private static String invite(Page desk) throws IOException {
        desk.navigate(hub.url().resolve("/users/new").toString());
        desk.locator("#name").fill("Ann");
        desk.locator("main form.form button").click();
        String link = desk.locator("#link").inputValue();
        desk.navigate(hub.url().resolve("/users").toString());
        desk.locator("tbody a", new Page.LocatorOptions().setHasText("Ann")).click();
        desk.locator("a[href*='/scanning/']").click();
        desk.locator("input[value=chosen]").check();
        desk.locator("input[value='" + sessions.get("Aula") + "']").check();
        Browsing.checkWhole(desk, "scan-right-desk");
        desk.locator("main form.form button").click();
        assertThat(desk.locator(".done")).containsText("Ann");
        return link;
    }

    /** Waits until the camera has seen its badge, and goes on. */
    private static void seen(Page page) {
        assertThat(page.locator("#verdict")).isVisible();
        page.locator("#next").click();
    }

    private static void type(Page page, String code, String word) {
        present(page, code);
        assertThat(page.locator("#verdict-word")).hasText(word);
    }

    private static void present(Page page, String code) {
        Locator next = page.locator("#next");
        if (next.isVisible()) {
            next.click();
        }
        page.locator("#code").fill(code);
        page.locator("#typed button").click();
        assertThat(page.locator("#verdict-badge")).hasText(code);
    }

    private static void awaitLogged(int times, String badge, String room) {
        Awaitility.await(badge + " was let in " + times + " times")
                .atMost(Duration.ofSeconds(15))
                .until(() -> logged(badge, room) == times);
    }

    /** Each scan has one row; the camera's badge is seen again whenever a page is loaded. */
    private static long logged(String badge, String room) throws ApiException {
        String number = Objects.requireNonNull(holders().get(badge), badge);
        return checkIns()
                .lines()
                .filter(line -> line.startsWith(number + ",") && line.contains(",attendant,"))
                .filter(line -> line.contains("," + room + ","))
                .count();
    }

    private static String checkIns() throws ApiException {
        return hub.api().text("/events/" + Site.EVENT + "/exports/check-ins.csv");
    }

    private static Map<String, String> holders() throws ApiException {
        Map<String, String> holders = new HashMap<>();
        hub.api()
                .text(Venue.EVENT + "/badges")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells -> holders.put(cells[1], cells[0]));
        return holders;
    }

    /**
     * A badge, not the camera's, whose holder is registered for the Bibliothek's session or not.
     */
    private static String registered(boolean wanted) throws ApiException {
        Map<String, String> holders = holders();
        People people = new People(PEOPLE, 1);
        assertThat(people.attendeesCsv()).as("made first, as for the hub").isNotEmpty();
        Set<String> registered =
                people.registrations(List.copyOf(sessions.values()), List.of())
                        .csv()
                        .lines()
                        .map(line -> line.split(",", -1))
                        .filter(cells -> cells[1].equals(sessions.get("Bibliothek")))
                        .map(cells -> cells[0])
                        .collect(Collectors.toSet());
        return badges.stream()
                .skip(1)
                .filter(badge -> registered.contains(holders.get(badge)) == wanted)
                .findFirst()
                .orElseThrow();
    }

    private static long inside(String room) throws ApiException {
        for (JsonNode one : hub.api().get(Venue.EVENT + "/counts").path("sessions")) {
            if (one.path("session").asText().equals(sessions.get(room))) {
                return one.path("inside").asLong();
            }
        }
        throw new IllegalStateException("no counts of " + room);
    }

    private static String session(String room) {
        return Venue.EVENT + "/sessions/" + sessions.get(room);
    }

    private static String at(URI hub, String rest) {
        return hub.resolve("/events/" + Site.EVENT + "/scan" + rest).toString();
    }

    private static String rules() throws IOException {
        try (InputStream in = DoorRules.class.getResourceAsStream(RULES)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = AttendantIT.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
