package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attendees do on their phones, and what an organizer sets up for it. */
class AttendeeIT {
    @TempDir static Path directory;

    private static Browsing browsing;
    private static Venue venue;

    @BeforeAll
    static void openTheVenue() throws Exception {
        browsing = Browsing.open();
        venue = Venue.start(directory, 4);
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
    @DisplayName(
            "C-3 C-5 C-10 S-4 to S-8 an attendee checks in and out by PIN and by code, by phone")
    void checksInAndOutByPhone() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext theirs = browsing.phone();
                BrowserContext german = browsing.germanPhone()) {
            Page page = Browsing.signIn(desk, venue);
            String in = setUp(page);
            String link = personalLink(page, 0);

            Page phone = theirs.newPage();
            phone.navigate(link);
            Browsing.checkWhole(phone, "my-phone");
            enter(phone, "WRONG");
            assertThat(phone.locator("#pin-error")).containsText("No session here");
            Browsing.checkWhole(phone, "my-wrong-pin-phone");
            enter(phone, in.toLowerCase(Locale.ROOT));
            assertThat(phone.locator(".verdict.in h1")).hasText("In");
            Browsing.checkWhole(phone, "my-verdict-in-phone");
            phone.reload();
            assertThat(phone.locator(".verdict.in")).isVisible();

            phone.locator(".actions a").first().click();
            assertThat(phone.locator(".moments li")).hasCount(1);
            phone.locator("ul.choices a").first().click();
            phone.getByText("Check out").first().click();
            Browsing.checkWhole(phone, "my-check-out-phone");
            phone.locator("#code").fill(" bye ");
            phone.locator("section.notice button").click();
            assertThat(phone.locator(".verdict.out h1")).hasText("Out");
            phone.locator(".actions a").first().click();
            assertThat(phone.locator(".moments li")).hasCount(2);
            Browsing.checkWhole(phone, "my-listed-phone");

            Page other = german.newPage();
            other.navigate(link.substring(0, link.indexOf("/link/")));
            assertThat(other.locator("h1")).hasText("Wer sind Sie?");
            Browsing.checkWhole(other, "my-identify-german-dark-phone");
            other.navigate(link);
            other.locator("ul.choices a").first().click();
            Browsing.checkWhole(other, "my-session-german-dark-phone");
            other.locator("#code").fill("hello");
            other.locator("main form button").last().click();
            assertThat(other.locator(".verdict h1")).hasText("Drin");
            Browsing.checkWhole(other, "my-verdict-german-dark-phone");
        }
    }

    @Test
    @DisplayName("C-4 C-6 C-7 C-9 attendees check in at a wall, at a kiosk, and by their own word")
    void checksInAtWallsAndKiosks() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext theirs = browsing.phone();
                BrowserContext german = browsing.germanPhone();
                BrowserContext tablet = browsing.phone()) {
            Page page = Browsing.signIn(desk, venue);
            switchOn(page);
            String wall = wallCode(page);
            String kiosk = kiosk(page);
            Page phone = theirs.newPage();
            phone.navigate(personalLink(page, 1));
            atTheWall(phone, wall);
            byTheirOwnWord(phone);
            inGerman(german.newPage(), wall, personalLink(page, 2));
            atTheKiosk(tablet.newPage(), kiosk);
            byHand(page);
        }
    }

    private static void switchOn(Page page) throws IOException {
        page.navigate(venue.overview() + "/ways");
        page.locator("#self-report").check();
        page.locator("#check-out").check();
        Browsing.check(page, "ways-desk");
        page.locator("main form.form button").click();
        assertThat(page.locator(".done")).isVisible();
    }

    /** Where the QR code of a new wall code leads. */
    private static String wallCode(Page page) throws IOException {
        page.navigate(venue.overview() + "/wall/new?session=" + venue.session("Aula"));
        assertThat(page.locator("#name")).hasValue("SL001");
        page.locator("#label").fill("Aula, left door");
        page.locator("#message-en").fill("Slides are at the exit");
        Browsing.check(page, "wall-new-desk");
        page.locator("main form.form button").click();
        Browsing.check(page, "wall-codes-desk");
        page.locator("td.do a").first().click();
        Browsing.check(page, "wall-sign-desk");
        return page.locator(".how").nth(1).innerText();
    }

    /** The link of a new kiosk. */
    private static String kiosk(Page page) throws IOException {
        page.navigate(venue.overview() + "/kiosks?session=" + venue.session("Bibliothek"));
        page.locator("#name").fill("Tablet by the door");
        page.locator("input[value=auto]").check();
        Browsing.check(page, "kiosks-desk");
        page.locator("main form.form button").click();
        return page.locator("#link").inputValue();
    }

    private static void atTheWall(Page phone, String wall) throws IOException {
        phone.navigate(wall);
        Browsing.checkWhole(phone, "wall-phone");
        phone.locator("button[value=in]").click();
        assertThat(phone.locator(".verdict.in h1")).hasText("In");
        assertThat(phone.locator(".message")).hasText("Slides are at the exit");
        Browsing.checkWhole(phone, "wall-verdict-phone");
        phone.navigate(wall);
        phone.locator("button[value=out]").click();
        assertThat(phone.locator(".verdict.out h1")).hasText("Out");
    }

    private static void byTheirOwnWord(Page phone) throws IOException {
        phone.locator(".actions a").first().click();
        phone.locator("a[href$='/add']").click();
        Browsing.checkWhole(phone, "add-phone");
        phone.locator("ul.choices a[href$='" + venue.session("Bibliothek") + "']").click();
        Browsing.checkWhole(phone, "report-phone");
        phone.locator("main form button").last().click();
        assertThat(phone.locator(".verdict.in h1")).hasText("In");
    }

    private static void inGerman(Page phone, String wall, String link) throws IOException {
        phone.navigate(wall.substring(0, wall.length() - 10) + "AAAAAAAAAA");
        assertThat(phone.locator("h1")).hasText("Einen solchen Code gibt es hier nicht");
        Browsing.checkWhole(phone, "wall-unknown-german-dark-phone");
        phone.navigate(link);
        phone.navigate(wall);
        Browsing.checkWhole(phone, "wall-german-dark-phone");
        phone.locator("button[value=in]").click();
        assertThat(phone.locator(".verdict h1")).hasText("Drin");
        phone.navigate(link.substring(0, link.indexOf("/link/")) + "/add");
        Browsing.checkWhole(phone, "add-german-dark-phone");
    }

    private static void atTheKiosk(Page tablet, String link) throws IOException {
        tablet.navigate(link);
        Browsing.checkWhole(tablet, "kiosk-open-phone");
        tablet.locator("main form button").click();
        Browsing.checkWhole(tablet, "kiosk-phone");
        assertThat(tablet.locator("#badge")).isFocused();
        tablet.keyboard().type(venue.badge(3));
        tablet.keyboard().press("Enter");
        assertThat(tablet.locator(".verdict.in h1")).hasText("In");
        Browsing.checkWhole(tablet, "kiosk-verdict-phone");
        tablet.waitForURL("**/kiosk");
        assertThat(tablet.locator("#badge")).hasValue("");
        tablet.goBack();
        assertThat(tablet.locator(".verdict")).hasCount(0);
        tablet.navigate(link.substring(0, link.indexOf("/kiosk")) + "/kiosk?lang=de");
        assertThat(tablet.locator("button")).hasText("Ein- oder auschecken");
        Browsing.checkWhole(tablet, "kiosk-german-phone");
        tablet.locator("#badge").fill("NOBODYS-BADGE");
        tablet.keyboard().press("Enter");
        assertThat(tablet.locator(".verdict.refused h1")).hasText("Kein Einlass");
        Browsing.checkWhole(tablet, "kiosk-refused-german-phone");
    }

    /** An attendant's page, without a camera: in, and out again. */
    private static void byHand(Page page) throws IOException {
        page.navigate(venue.overview() + "/scan/at/" + venue.session("Bibliothek"));
        page.waitForSelector("main[data-installed=yes]");
        type(page, "In");
        page.locator("#next").click();
        page.locator("#side input[value=out]").check();
        type(page, "Out");
        Browsing.check(page, "scan-out-desk");
    }

    private static void type(Page page, String word) {
        page.locator("#code").fill(venue.badge(2));
        page.locator("#typed button").click();
        assertThat(page.locator("#verdict-word")).hasText(word);
    }

    /** PINs for all, a page with codes for the first room's session; the PIN to check in there. */
    private static String setUp(Page page) throws IOException {
        String session = venue.session("Aula");
        page.navigate(venue.overview() + "/pins");
        page.locator("main .head button").click();
        assertThat(page.locator(".done")).containsText("PINs are made");
        Browsing.check(page, "pins-desk");
        page.navigate(venue.overview() + "/pins/" + session);
        String in = page.locator("#in").inputValue();
        assertThat(in).matches("[A-Z0-9]{5}");
        Browsing.check(page, "pins-session-desk");
        page.navigate(venue.overview() + "/pins/" + session + "/sign?side=in");
        assertThat(page.locator(".big")).hasText(in);
        Browsing.check(page, "pins-sign-desk");
        page.navigate(venue.overview() + "/sessions/" + session + "/edit");
        page.locator("#check-in").check();
        page.locator("#check-in-code").fill("Hello");
        page.locator("#check-out").check();
        page.locator("#check-out-code").fill("Bye");
        page.locator("main form button.button").first().click();
        assertThat(page.locator(".done")).isVisible();
        return in;
    }

    private static String personalLink(Page page, int which) throws IOException {
        page.navigate(venue.overview() + "/people");
        page.locator("tbody th a").nth(which).click();
        page.locator("form[action$='/link'] button").click();
        Browsing.check(page, "person-link-desk");
        return page.locator("#link").inputValue();
    }

    private static void enter(Page phone, String pin) {
        phone.locator("#pin").fill(pin);
        phone.locator("form[action$='/pin'] button").click();
    }
}
