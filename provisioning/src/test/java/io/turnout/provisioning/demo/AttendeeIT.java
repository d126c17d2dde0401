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
            String link = personalLink(page);

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

    private static String personalLink(Page page) throws IOException {
        page.navigate(venue.overview() + "/people");
        page.locator("tbody th a").first().click();
        page.locator("form[action$='/link'] button").click();
        Browsing.check(page, "person-link-desk");
        return page.locator("#link").inputValue();
    }

    private static void enter(Page phone, String pin) {
        phone.locator("#pin").fill(pin);
        phone.locator("form[action$='/pin'] button").click();
    }
}
