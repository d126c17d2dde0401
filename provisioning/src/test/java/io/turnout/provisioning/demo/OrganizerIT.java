package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages on which an event is set up, and who may do it. */
class OrganizerIT {
    private static final List<String> PATHS =
            List.of(
                    "/events",
                    "/events/new",
                    "/users",
                    "/users/1",
                    "/users/1/disable",
                    "/tokens/new",
                    "/record",
                    "/account");

    @TempDir static Path directory;

    private static Browsing browsing;
    private static Venue venue;

    @BeforeAll
    static void openTheVenue() throws Exception {
        browsing = Browsing.open();
        venue = Venue.start(directory, 20);
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
    @DisplayName("S-1 S-2 S-5 S-13 A-3 an event is made and changed, by keyboard alone")
    void makesAnEventByKeyboardAlone() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            Page page = Browsing.signIn(desk, venue);
            page.navigate(hub("/events/new"));
            page.locator("#title").focus();
            page.keyboard().type("Spring school");
            page.keyboard().press("Tab");
            page.keyboard().type("no spaces please");
            page.keyboard().press("Enter");
            assertThat(page.locator("#errors")).containsText("Short name");
            assertThat(page.locator("#title")).hasValue("Spring school");
            Browsing.check(page, "event-wrong-desk");
            page.locator("#id").focus();
            page.keyboard().press("Control+A");
            page.keyboard().type("spring");
            page.keyboard().press("Enter");
            assertThat(page.locator(".done")).containsText("Spring school");
            assertThat(page.locator("#early")).hasValue("15");
            Browsing.check(page, "settings-desk");
            page.reload();
            assertThat(page.locator(".done")).hasCount(0);
            page.locator("input[value=single-session]").check();
            page.locator("#attendance").uncheck();
            page.locator("#own-fields").fill("Membership number");
            page.locator("input[value=include-targets]").check();
            page.locator("#early").fill("30");
            page.locator("main button.button").first().click();
            assertThat(page.locator(".done")).containsText("saved");
            assertThat(page.locator("#own-fields")).hasValue("Membership number");
            assertThat(page.locator(".rail")).not().containsText("Overview");
            assertThat(page.locator(".rail")).not().containsText("Sessions");
            page.navigate(hub("/events/spring"));
            assertThat(page).hasURL(hub("/events/spring/sessions"));
            assertThat(page.locator("main")).containsText("This event is one session");
            assertThat(page.locator("main")).containsText("Attendance is not tracked");
        }
    }

    @Test
    @DisplayName("two organizers at one form: the second is told, nothing is overwritten unseen")
    void tellsTheSecondOrganizer() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext other = browsing.desktop()) {
            Page first = Browsing.signIn(desk, venue);
            Page second = Browsing.signIn(other, venue);
            first.navigate(venue.overview() + "/settings");
            second.navigate(venue.overview() + "/settings");
            first.locator("#late").fill("9");
            first.locator("#early").fill("21");
            first.locator("main button.button").first().click();
            assertThat(first.locator(".done")).containsText("saved");
            second.locator("#early").fill("33");
            second.locator("main button.button").first().click();
            assertThat(second.locator("#others")).containsText("Open before the start");
            assertThat(second.locator("#early")).hasValue("33");
            assertThat(second.locator("#late")).hasValue("9");
            Browsing.check(second, "settings-second-desk");
            second.locator("main button.button").first().click();
            assertThat(second.locator(".done")).containsText("saved");
            first.reload();
            assertThat(first.locator("#early")).hasValue("33");
            assertThat(first.locator("#late")).hasValue("9");
        }
    }

    @Test
    @DisplayName("a viewer made on the users page chooses a password and sees no settings")
    void letsAViewerIn() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext theirs = browsing.phone()) {
            Page page = Browsing.signIn(desk, venue);
            page.navigate(hub("/users/new"));
            page.locator("#name").fill("Vera");
            page.locator("select").first().selectOption("viewer");
            page.locator("main button.button").first().click();
            String link = page.locator("#link").inputValue();
            Browsing.check(page, "user-link-desk");
            Page vera = theirs.newPage();
            vera.navigate(link);
            Browsing.check(vera, "password-phone");
            vera.locator("#password").fill(Venue.PASSWORD);
            vera.locator("main button.button").click();
            vera.locator("#name").fill("Vera");
            vera.locator("#password").fill(Venue.PASSWORD);
            vera.locator("main button[type=submit]").click();
            assertThat(vera).hasURL(venue.overview().toString());
            assertThat(vera.locator(".rail")).not().containsText("Settings");
            assertThat(vera.navigate(venue.overview() + "/settings").status()).isEqualTo(403);
            assertThat(vera.navigate(hub("/users")).status()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("a token is shown once and can be revoked; the record tells of both")
    void makesAndRevokesAToken() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            Page page = Browsing.signIn(desk, venue);
            page.navigate(hub("/tokens/new"));
            page.locator("#name").fill("Registration desk");
            page.locator("main button.button").first().click();
            assertThat(page.locator("#errors")).containsText("May");
            page.locator("input[value=change-people]").check();
            page.locator("main button.button").first().click();
            assertThat(page.locator("#secret")).hasValue(Pattern.compile("turnout_.{43}"));
            Browsing.check(page, "token-made-desk");
            page.navigate(hub("/tokens"));
            Browsing.check(page, "tokens-desk");
            page.locator("td.do a").first().click();
            Browsing.check(page, "token-revoke-desk");
            page.locator("main button.button").first().click();
            assertThat(page.locator("main")).containsText("Revoked");
            page.navigate(hub("/record?q=Registration"));
            assertThat(page.locator("tbody")).containsText("make token");
            page.navigate(hub("/record?q=Registration&lang=de"));
            assertThat(page.locator("tbody")).containsText("Zugang angelegt");
        }
    }

    @Test
    @DisplayName("S-10 S-11 the sheet: downloaded, changed, refused cell by cell, looked at, saved")
    void bringsTheSheetBack() throws IOException {
        try (BrowserContext phone = browsing.germanPhone()) {
            Page page = Browsing.signIn(phone, venue);
            page.navigate(venue.overview() + "/sessions/sheet");
            Download download =
                    page.waitForDownload(
                            () -> page.locator("main a[href$='/sheet.csv']").first().click());
            String sheet = Files.readString(download.path());
            send(page, sheet.replace(",Cantina,", ",Keller 9,"));
            assertThat(page.locator("main [role=alert]")).containsText("Nichts wurde geschrieben");
            assertThat(page.locator("main tbody tr")).hasCount(1);
            assertThat(page.locator("main tbody")).containsText("E (Raum)");
            assertThat(page.locator("main tbody")).containsText("Keller 9");
            check(page, "sheet-refused-phone-de");
            send(page, SentList.withOneMore(sheet));
            assertThat(page.locator("main")).containsText("1 neu, 1 geändert, 2 wie bisher");
            assertThat(page.locator("main tbody").last()).containsText("Kaffee");
            check(page, "sheet-preview-phone-de");
            page.locator("form[action$='/sheet/confirm'] button").click();
            assertThat(page.locator(".done")).containsText("Neue Sitzungen: 1. Geändert: 1");
            page.navigate(venue.overview() + "/sessions/manage?q=kaffee");
            assertThat(page.locator("main tbody tr")).hasCount(2);
        }
    }

    @Test
    @DisplayName("people are imported after a look and badges printed, by keyboard alone")
    void importsPeopleByKeyboardAlone() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            Page page = Browsing.signIn(desk, venue);
            page.onFileChooser(_ -> {}); // from the start: else the first key may be too early
            page.navigate(venue.overview() + "/people");
            Keyboard keys = new Keyboard(page);
            keys.follow("main a[href$='/people/import']");
            keys.tabTo("#file");
            FileChooser chooser = page.waitForFileChooser(() -> page.keyboard().press("Enter"));
            chooser.setFiles(SentList.csv(SentList.PEOPLE));
            keys.follow("form[action$='/import'] button");
            assertThat(page.locator("main")).containsText("2 added, 0 changed");
            assertThat(page.locator("main tbody")).containsText("=HYPERLINK");
            check(page, "people-import-preview-desk");
            keys.follow("form[action$='/import/confirm'] button");
            assertThat(page.locator(".done")).containsText("Attendees added: 2");
            page.navigate(venue.overview() + "/people?q=noel+mun");
            assertThat(page.locator("main tbody tr")).hasCount(1);
            assertThat(page.locator("main tbody")).containsText("Muñoz");
            String list = page.request().get(venue.overview() + "/people/import/all.csv").text();
            assertThat(list)
                    .contains("\"'=HYPERLINK")
                    .doesNotContain(",=HYPERLINK", "\"=HYPERLINK");
            page.navigate(venue.overview() + "/people/badges");
            keys.tabTo("#start");
            page.keyboard().type("3");
            assertThat(printed(page)).startsWith("%PDF-");
        }
    }

    /** What the form of the page asks for, as text. */
    private static String printed(Page page) {
        Object asked =
                page.evaluate(
                        "() => { const form = document.querySelector('form[action$=\"sheet.pdf\"]');"
                                + " return form.action + '?'"
                                + " + new URLSearchParams(new FormData(form)); }");
        assertThat(asked.toString()).contains("start=3");
        return new String(page.request().get(asked.toString()).body(), StandardCharsets.ISO_8859_1);
    }

    private static void send(Page page, String sheet) {
        page.locator("#file").setInputFiles(SentList.csv(sheet));
        page.locator("form[action$='/sheet'] button").click();
    }

    @Test
    @DisplayName("every page of setting up is accessible on desk and phone, in English and German")
    void pagesAreAccessible() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext phone = browsing.phone();
                BrowserContext dark = browsing.dark()) {
            checkAll(desk, "desk", "en");
            checkAll(phone, "phone", "de");
            checkAll(dark, "dark", "en");
        }
    }

    private static void checkAll(BrowserContext context, String kind, String language)
            throws IOException {
        Page page = Browsing.signIn(context, venue);
        page.navigate(venue.overview() + "/settings?lang=" + language);
        check(page, "settings-" + kind);
        for (String path : PATHS) {
            page.navigate(hub(path));
            check(page, path.substring(1).replace('/', '-') + "-" + kind);
        }
    }

    private static void check(Page page, String name) throws IOException {
        Browsing.check(page, name);
        Object fits =
                page.evaluate(
                        "document.documentElement.scrollWidth"
                                + " <= document.documentElement.clientWidth");
        assertThat(fits).as(name + " fits its width").isEqualTo(true);
    }

    private static String hub(String path) {
        return venue.hub().url().resolve(path).toString();
    }
}
