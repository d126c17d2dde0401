package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meetings of a program in a venue of real processes, whose time passes as the test says. */
class MeetingWalkIT {
    private static final Duration SLOW = Duration.ofSeconds(60);
    private static final String NOTE = "between-us";

    @TempDir static Path directory;

    private static Browsing browsing;
    private static LeapingVenue venue;

    @BeforeAll
    static void openTheVenue() throws Exception {
        browsing = Browsing.open();
        venue = LeapingVenue.start(directory, 4);
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
    @DisplayName("P-10 P-8 P-5 P-4 badges at the door confirm a meeting; a window ends without hub")
    void confirmsMeetings() throws Exception {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext door = browsing.desktop();
                BrowserContext theirs = browsing.phone()) {
            ProgramPages pages = ProgramPages.open(desk, venue, venue.hub().user());
            UnitSite unit = venue.addUnit("studio-1", pages.room("Studio"), "Studio");
            pages.switchOn();
            String program = pages.program("Leaders", "door", "2");
            String path = pages.path(program, "Group A", venue.hub().user(), "A00001", "A00002");
            pages.authorize(path, "0.5", NOTE);
            assertThat(ProgramPages.hours(pages.page())).containsText("Remaining30 min");
            Venue.awaitOnline(unit);

            String meeting = walk(pages, path, unit, door.newPage());
            theDoorHasConfirmedIt(pages, path, meeting);
            participantsSeeIt(pages, theirs.newPage());
            aWindowEndsWhileTheHubIsDown(pages, path, desk);
        }
    }

    /** Both come in before the start and leave after three quarters of the hour. */
    private static String walk(ProgramPages pages, String path, UnitSite unit, Page panel)
            throws Exception {
        Instant start = venue.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(2));
        String meeting = pages.book(path, start, start.plus(Duration.ofHours(1)), "Studio");
        Awaitility.await("the unit has the meeting")
                .atMost(SLOW)
                .until(() -> Venue.state(unit).path("session").asText().endsWith("Meeting"));
        panel.navigate(unit.panel().toString());
        scan(panel, venue.badge(2), "No entry");
        scan(panel, venue.badge(0), "In");
        assertThat(panel.locator("[data-field=at]")).containsText("Meeting");
        scan(panel, venue.badge(1), "In");
        venue.leap(Duration.ofMinutes(45));
        scan(panel, venue.badge(0), "Out");
        scan(panel, venue.badge(1), "Out");
        pages.go(meeting);
        assertThat(pages.page().locator("main .head")).containsText("Unconfirmed");
        venue.leap(Duration.ofMinutes(20));
        scan(panel, venue.badge(3), "No entry");
        return meeting;
    }

    private static void scan(Page panel, String badge, String word) {
        panel.locator("input[name=text]").fill(badge);
        panel.waitForResponse("**/scan", () -> panel.locator("input[name=text]").press("Enter"));
        assertThat(panel.locator("[data-verdict]"))
                .containsText(word, new ContainsTextOptions().setTimeout(10_000));
    }

    private static void theDoorHasConfirmedIt(ProgramPages pages, String path, String meeting)
            throws IOException {
        Page page = pages.page();
        Awaitility.await("the meeting confirms itself")
                .atMost(SLOW)
                .until(() -> {
                    pages.go(meeting);
                    return page.locator("main .head").innerText().contains("Confirmed");
                });
        assertThat(page.locator("main .head")).containsText("by the badges at the door");
        assertThat(page.locator(".facts"))
                .containsText("2 or more participants together for 45 min");
        assertThat(page.locator(".facts")).containsText("45 min as measured at the door");
        assertThat(page.locator("#steps ~ .table")).containsText("Seen at the door");
        assertThat(page.locator("#steps ~ .table")).not().containsText("Participants were asked");
        Browsing.checkWhole(page, "meeting-by-door-desk");
        pages.go(path);
        assertThat(ProgramPages.hours(page)).containsText("Remaining−15 min");
        Browsing.checkWhole(page, "path-by-door-desk");
        String lists = pages.event() + path + "/lists/";
        String of = "-of-path-" + path.substring(path.lastIndexOf('/') + 1) + ".csv";
        assertThat(page.request().get(lists + "meetings" + of).text())
                .contains("confirmed,door", ",Studio,");
        assertThat(page.request().get(lists + "paths" + of).text()).contains("30,45");
    }

    /** The same hours and nothing of the note, on the own page and in the calendar. */
    private static void participantsSeeIt(ProgramPages pages, Page phone) throws IOException {
        phone.navigate(pages.personalLink("A00001"));
        phone.locator("a[href$='/meetings']").click();
        assertThat(ProgramPages.hours(phone)).containsText("Remaining−15 min");
        assertThat(phone.locator(".choices")).containsText("Confirmed");
        Browsing.checkWhole(phone, "my-meetings-phone");
        assertThat(phone.content()).doesNotContain(NOTE);
        phone.locator("form[action$='/calendar'] button").click();
        String feed = phone.request().get(phone.locator("#link").inputValue()).text();
        assertThat(feed)
                .contains("SUMMARY:Leaders: Group A", "LOCATION:Studio", "STATUS:CONFIRMED")
                .doesNotContain(NOTE);
    }

    /** It is decided as of its due time, once, and nobody is asked afterwards. */
    private static void aWindowEndsWhileTheHubIsDown(
            ProgramPages pages, String path, BrowserContext desk) {
        Instant start = venue.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(1));
        Instant end = start.plus(Duration.ofMinutes(30));
        String meeting = pages.book(path, start, end, "Studio");
        venue.leapWithoutHub(Duration.ofDays(3));
        ProgramPages later = ProgramPages.open(desk, venue, venue.hub().user());
        later.go(meeting);
        assertThat(later.page().locator("main .head"))
                .containsText("automatically, as nobody said anything");
        assertThat(later.page().locator("#steps ~ .table")).not().containsText("were asked");
        var decided = later.page().locator("#steps ~ .table tbody tr").last();
        assertThat(decided.locator("th")).containsText(ProgramPages.time(end));
        assertThat(decided.locator("td").last()).not().containsText(ProgramPages.time(end));
        later.go(path);
        assertThat(ProgramPages.hours(later.page())).containsText("Remaining−45 min");
    }
}
