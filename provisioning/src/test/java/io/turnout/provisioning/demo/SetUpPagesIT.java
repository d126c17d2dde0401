package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions, people, badges, rooms and doors, as an organizer sets them up in a browser. */
class SetUpPagesIT {
    private static final String SUBMIT = "main form button:not(.plain)";
    private static final String PAGES =
            "/sessions/manage /sessions/new /presenters /agenda /people /people/1 /people/badges"
                    + " /people/groups /doors /conflicts /reports /credits /rules /corrections"
                    + " /people/1/corrections?do=add /people/1/corrections?do=move";
    private static final String AGENDA =
            """
            id,title,room,date,start,end
            777,Wie man Türen öffnet,Aula,2031-05-04,10:00,11:00
            778,How to close them,Cellar,2031-05-04,11:00,12:00
            """;

    @TempDir static Path directory;

    private static Browsing browsing;
    private static Venue venue;

    @BeforeAll
    static void openTheVenue() throws Exception {
        browsing = Browsing.open();
        venue = Venue.start(directory, 24);
    }

    @AfterAll
    static void closeTheVenue() throws IOException {
        if (venue != null) {
            venue.close();
        }
        if (browsing != null) {
            browsing.close();
        }
    }

    @Test
    @DisplayName("S-3 S-12 a session is made and an agenda imported by keyboard alone")
    void makesASessionByKeyboardAlone() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            Page page = open(desk, "");
            Keyboard keys = new Keyboard(page);
            page.onFileChooser(_ -> {}); // from the start: else the first key may be too early
            keys.follow(".rail a[href$='/sessions']");
            keys.follow("main a[href$='/sessions/manage']");
            keys.follow("main a[href$='/sessions/new']");
            keys.type("#title", "Morning \"circle\"");
            keys.type("#room", "Cant");
            keys.type("#date", "04052031");
            keys.type("#start", "25:00");
            keys.type("#end", "09:30");
            page.keyboard().press("Enter");
            assertThat(page.locator("#errors")).isFocused();
            assertThat(page.locator("#title")).hasValue("Morning \"circle\"");
            keys.type("#start", "09:00");
            page.keyboard().press("Enter");
            assertThat(page.locator(".done")).containsText("Morning");
            assertThat(page.locator("#room option:checked")).hasText("Cantina");
            keys.follow(".rail a[href$='/sessions']");
            keys.follow("main a[href$='/agenda']");
            keys.tabTo("#file");
            FileChooser chooser = page.waitForFileChooser(() -> page.keyboard().press("Enter"));
            chooser.setFiles(
                    new FilePayload(
                            "day.csv", "text/csv", AGENDA.getBytes(StandardCharsets.UTF_8)));
            keys.follow(SUBMIT);
            assertThat(page.locator("main")).containsText("2 added, 0 changed");
            assertThat(page.locator("main tbody").last()).containsText("Wie man Türen öffnet");
            Browsing.checkWhole(page, "agenda-preview-desk");
            keys.follow("form[action$='/agenda/confirm'] button");
            assertThat(page.locator(".done")).containsText("2 sessions are added");
        }
    }

    @Test
    @DisplayName("S-3 sessions are filtered, copied and cancelled; one with attendance is kept")
    void managesSessions() throws Exception {
        Venue.scan(venue.unit(1), venue.badge(3));
        try (BrowserContext phone = browsing.phone()) {
            Page page = open(phone, "/sessions/manage?q=bibliothek");
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.locator("tbody th a").click();
            String session = page.url();
            awaitAttendance(page, "Bibliothek");
            page.locator("button[value=delete]").click();
            Browsing.checkWhole(page, "session-delete-phone");
            page.locator(SUBMIT).first().click();
            assertThat(page.locator("main")).containsText("nothing was deleted");
            Browsing.checkWhole(page, "session-delete-refused-phone");
            page.navigate(session);
            page.locator("a[href*='from=']").click();
            page.locator("#title").fill("Once more");
            page.locator("#code").fill("again");
            page.locator(SUBMIT).first().click();
            assertThat(page.locator(".done")).containsText("Once more");
            assertThat(page.locator("#warnings")).containsText("All about Bibliothek");
            Browsing.checkWhole(page, "session-edit-phone");
            page.locator("button[value=cancel]").click();
            page.locator(SUBMIT).first().click();
            page.navigate(venue.overview() + "/sessions/manage?state=cancelled");
            assertThat(page.locator("tbody")).containsText("Once more");
        }
    }

    @Test
    @DisplayName("two organizers at one session: the second is told what the first changed")
    void tellsTheSecondOrganizer() throws IOException {
        String path = "/sessions/" + venue.session("Cantina") + "/edit";
        try (BrowserContext desk = browsing.desktop();
                BrowserContext phone = browsing.germanPhone()) {
            Page first = open(desk, path);
            Page second = open(phone, path);
            first.locator("#title").fill("All about soup");
            first.locator(SUBMIT).first().click();
            assertThat(first.locator(".done")).containsText("All about soup");
            second.locator("#capacity").fill("12");
            second.locator("#title").fill("Alles über Suppe");
            second.locator(SUBMIT).first().click();
            assertThat(second.locator("#others")).containsText("All about soup");
            assertThat(second.locator("#title")).hasValue("Alles über Suppe");
            Browsing.checkWhole(second, "session-second-phone-de");
            second.locator(SUBMIT).first().click();
            assertThat(second.locator(".done")).containsText("Alles über Suppe");
            first.reload();
            assertThat(first.locator("#capacity")).hasValue("12");
        }
    }

    @Test
    @DisplayName("U-8 A-6 C-8 badges are issued, replaced, blocked and revoked; two people are one")
    void managesPeopleAndBadges() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            Page page = open(desk, "");
            String person = makePerson(page, "X-1", "Zoë", "Ångström");
            makePerson(page, "X-2", "Zoe", "Angstrom");
            page.navigate(venue.overview() + "/people?q=zoe+ang");
            assertThat(page.locator("tbody tr")).hasCount(2);
            page.navigate(person);
            page.locator("button[value=issue]").click();
            for (String what : List.of("reissue", "block", "unblock", "revoke")) {
                page.locator("a[href$='do=" + what + "']").first().click();
                Browsing.check(page, "badge-" + what + "-desk");
                page.locator(SUBMIT).first().click();
            }
            assertThat(page.locator("table", new Page.LocatorOptions().setHasText("Replaced")))
                    .containsText("Revoked");
            page.locator("input[name=code]").fill("EAN-4711");
            page.locator("button[value=register]").last().click();
            assertThat(page.locator("main")).containsText("EAN-4711");
            page.locator("input[name=number]").fill("X-2");
            page.locator("form[action$='/merge'] button").click();
            Browsing.checkWhole(page, "person-merge-desk");
            page.locator(SUBMIT).first().click();
            assertThat(page.locator(".done")).containsText("Ångström");
            Browsing.checkWhole(page, "person-desk");
            byte[] sheet =
                    desk.request()
                            .get(venue.overview() + "/people/badges/sheet.pdf?layout=a4-24&start=3")
                            .body();
            assertThat(new String(sheet, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        }
    }

    @Test
    @DisplayName("A-1 A-2 A-7 a session for the registered only: who is not is told so, and why")
    void saysWhy() throws Exception {
        venue.hub()
                .api()
                .post(
                        Venue.EVENT + "/attendees",
                        "text/csv",
                        """
                        number,family_name,given_name,email,licence_number,groups,badge
                        Z-1,Nowhere,Ned,,,,EAN-9
                        """);
        try (BrowserContext phone = browsing.germanPhone()) {
            Page page = open(phone, "/sessions/" + venue.session("Aula") + "/edit");
            page.locator("#access").selectOption("registered-only");
            page.locator("#walk-in").selectOption("refuse");
            page.locator(SUBMIT).first().click();
            assertThat(page.locator(".done")).containsText("All about Aula");
            ask(page, venue.badge(0));
            assertThat(page.locator("#answer .notice.in"))
                    .containsText("Herein: Angemeldet für All about Aula");
            ask(page, "EAN-9");
            assertThat(page.locator("#answer .notice.refused"))
                    .containsText("Kein Einlass: Nicht angemeldet für All about Aula");
            Browsing.checkWhole(page, "why-phone-de");
        }
    }

    @Test
    @DisplayName("a room gets a door, by pages on a phone")
    void makesARoomWithADoor() throws IOException {
        try (BrowserContext phone = browsing.germanPhone()) {
            Page page = open(phone, "/rooms/new");
            page.locator("#name").fill("Dachgarten");
            page.locator("#capacity").fill("30");
            page.locator(SUBMIT).first().click();
            page.navigate(venue.overview() + "/doors");
            page.locator("section", new Page.LocatorOptions().setHasText("Dachgarten"))
                    .locator("a[href*='/doors/new']")
                    .click();
            page.locator("#name").fill("Nordtür");
            page.locator(SUBMIT).first().click();
            assertThat(page.locator("main")).containsText("Nordtür");
        }
    }

    @Test
    @DisplayName("a unit without power is declared lost, after a question in numbers, and put back")
    void declaresAUnitLost() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            Page page = open(desk, "/units");
            venue.unit(2).process().close();
            page.locator("a[href$='/lost']")
                    .click(new com.microsoft.playwright.Locator.ClickOptions().setTimeout(20_000));
            Browsing.checkWhole(page, "unit-lost-desk");
            page.locator(SUBMIT).first().click();
            assertThat(page.locator(".done")).containsText("declared lost");
            Browsing.checkWhole(page, "units-lost-desk");
            page.locator("a[href$='/back']").click();
            page.locator(SUBMIT).first().click();
            assertThat(page.locator(".done")).containsText("back in use");
        }
    }

    @Test
    @DisplayName("every page of setting up is accessible and fits, on desk and phone, en and de")
    void pagesAreAccessible() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext phone = browsing.germanPhone()) {
            checkAll(open(desk, ""), "desk");
            checkAll(open(phone, ""), "phone-de");
        }
    }

    private static void checkAll(Page page, String kind) throws IOException {
        for (String path : PAGES.split(" ", -1)) {
            page.navigate(venue.overview() + path);
            Browsing.checkWhole(page, path.substring(1).replaceAll("[/?=]", "-") + "-" + kind);
        }
    }

    private static String makePerson(Page page, String number, String given, String family) {
        page.navigate(venue.overview() + "/people/new");
        page.locator("#number").fill(number);
        page.locator("#given-name").fill(given);
        page.locator("#family-name").fill(family);
        page.locator(SUBMIT).first().click();
        assertThat(page.locator(".done")).containsText(family);
        return page.url();
    }

    private static void ask(Page page, String badge) {
        page.navigate(venue.overview() + "/why");
        page.locator("#unit").selectOption("door-1");
        page.locator("#badge").fill(badge);
        page.locator(SUBMIT).first().click();
    }

    /** Until the hub has folded the scan. */
    private static void awaitAttendance(Page page, String room) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(
                                        page.request()
                                                .get(
                                                        venue.overview()
                                                                + "/sessions/"
                                                                + venue.session(room))
                                                .text())
                                .contains("A00004"));
    }

    private static Page open(BrowserContext context, String path) {
        Page page = Browsing.signIn(context, venue);
        page.navigate(venue.overview() + path);
        return page;
    }
}
