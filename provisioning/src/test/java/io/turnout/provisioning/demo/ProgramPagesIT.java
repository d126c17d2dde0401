package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs as a super-admin, an admin (ann), the Program Admin of a path (pam) and its participants
 * see and use them in a browser.
 */
class ProgramPagesIT {
    private static final String NOTE = "as agreed on the phone";
    private static final String COMMENT = "Nobody else came";

    @TempDir static Path directory;

    private static Browsing browsing;
    private static LeapingVenue venue;
    private static String program = "";
    private static String path = "";

    @BeforeAll
    static void openTheVenue() throws Exception {
        browsing = Browsing.open();
        venue = LeapingVenue.start(directory, 4);
        try (BrowserContext desk = browsing.desktop();
                BrowserContext theirs = browsing.desktop()) {
            ProgramPages root = open(desk, venue.hub().user());
            root.room("Studio");
            root.user(theirs, "ann", "admin");
            root.user(theirs, "pam", "none");
            root.switchOn();
            program = root.program("Leaders", "scheduled", "2");
            path = root.path(program, "Group A", "pam", "A00001", "A00002");
        }
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
            "P-2 P-6 an admin makes a program by keyboard alone; Continue shows it is for good")
    void makesAProgramByKeyboardAlone() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            ProgramPages ann = open(desk, "ann");
            Page page = ann.page();
            Keyboard keys = new Keyboard(page);
            ann.go("");
            keys.follow(".rail a[href$='/programs']");
            keys.follow("main a[href$='/programs/new']");
            keys.type("#kind", "Tut");
            keys.type("#roles", "Tutor");
            keys.follow(ProgramPages.SUBMIT);
            assertThat(page.locator("#errors")).isFocused();
            assertThat(page.locator("#kind option:checked")).hasText("Tutoring");
            keys.type("#name", "Physics");
            keys.type("#late", "No late");
            keys.tabTo(ProgramPages.SUBMIT);
            page.keyboard().press("Enter");
            assertThat(page.locator("main")).containsText("An admin cannot change these");
            assertThat(page.locator(".effects")).containsText("No late cancels");
            Browsing.checkWhole(page, "program-summary-desk");
            keys.follow(ProgramPages.SUBMIT);
            assertThat(page.locator(".done")).hasText("Physics is made.");
            assertThat(page.locator("main")).containsText("Only a super-admin can change these");
            assertThat(page.locator("main a[href$='/settings']")).hasCount(0);
            assertThat(ann.status(ann.here() + "/settings")).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("P-1 P-6 P-7 each role sees its own of a program, and no more")
    void eachRoleSeesItsOwn() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext hers = browsing.desktop();
                BrowserContext theirs = browsing.phone()) {
            ProgramPages root = open(desk, venue.hub().user());
            String other = root.program("Readers", "door", "");
            root.page().locator("main a[href$='/settings']").click();
            root.page().locator("#late").selectOption("never");
            root.page().locator("#reason").fill("as the board decided");
            root.submit();
            assertThat(root.page().locator("main")).containsText("No late cancels");
            root.page().navigate(root.event().resolve("/record?q=board").toString());
            assertThat(root.page().locator("tbody")).containsText("as the board decided");
            assertThat(root.status(path + "/hours")).isEqualTo(403);

            ProgramPages pam = open(hers, "pam");
            pam.page().locator("main a[href$='/programs']").first().click();
            assertThat(pam.page().locator("tbody")).containsText("Group A");
            assertThat(pam.page().locator("tbody")).not().containsText("Readers");
            assertThat(pam.page().locator(".rail a")).hasCount(1);
            pam.page().locator("tbody a").first().click();
            assertThat(pam.page().locator(".actions a[href$='/hours']")).isVisible();
            assertThat(pam.page().locator(".actions a[href$='/people']")).hasCount(0);
            for (String closed : List.of("", program, other, path + "/people", "/programs/new")) {
                assertThat(pam.status(closed)).as(closed).isEqualTo(403);
            }

            Page phone = theirs.newPage();
            phone.navigate(root.personalLink("A00001"));
            phone.locator("a[href$='/meetings']").click();
            assertThat(phone.locator("h2").first()).hasText("Leaders: Group A");
            phone.navigate(root.event() + path);
            assertThat(phone).hasURL(root.event().resolve("/login").toString());
        }
    }

    @Test
    @DisplayName(
            "P-3 P-7 P-9 a Program Admin sets hours, books beside a session, cancels in time, late")
    void runsAPath() throws IOException {
        try (BrowserContext desk = browsing.desktop()) {
            ProgramPages pam = open(desk, "pam");
            Page page = pam.page();
            pam.authorize(path, "7.5", NOTE);
            assertThat(ProgramPages.hours(page)).containsText("Authorized7 h 30 min");
            page.locator("a[href$='/hours']").click();
            assertThat(page.locator("tbody")).containsText(NOTE);
            Browsing.checkWhole(page, "path-hours-desk");

            Instant soon = venue.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(1));
            pam.askFor(path, soon, soon.plus(Duration.ofHours(1)), "Aula");
            assertThat(page.locator("main [role=alert]")).containsText("All about Aula");
            Browsing.checkWhole(page, "meeting-conflict-desk");
            pam.submit();
            assertThat(page.locator(".done")).hasText("The meeting is booked.");
            page.locator("button.grave").click();
            assertThat(page.locator(".effects")).containsText("It is too late since");
            Browsing.checkWhole(page, "meeting-cancel-late-desk");
            pam.submit();
            assertThat(page.locator("main .head")).containsText("Late cancelled (pending)");

            Instant later = soon.plus(Duration.ofDays(5));
            String meeting = pam.book(path, later, later.plus(Duration.ofHours(1)), "Studio");
            page.locator("a[href$='/move']").click();
            pam.fillTimes(later.plus(Duration.ofHours(2)), later.plus(Duration.ofHours(3)));
            pam.submit();
            assertThat(page.locator(".done")).hasText("The meeting is rescheduled.");
            assertThat(pam.here()).isEqualTo(meeting);
            page.locator("button.grave").click();
            assertThat(page.locator(".effects")).containsText("2 participants no longer have it");
            pam.submit();
            assertThat(page.locator("#steps ~ .table")).containsText("Cancelled");
        }
    }

    @Test
    @DisplayName(
            "P-9 P-5 participants say what became of meetings, dispute, and see how it is resolved")
    void participantsSayWhatBecameOfMeetings() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext hers = browsing.desktop();
                BrowserContext one = browsing.germanPhone();
                BrowserContext two = browsing.phone()) {
            ProgramPages root = open(desk, venue.hub().user());
            String group = root.path(program, "Group B", "pam", "A00003", "A00004");
            ProgramPages pam = open(hers, "pam");
            List<String> meetings = bookInARow(pam, group, 4);
            Page first = one.newPage();
            first.navigate(root.personalLink("A00003"));
            Page second = two.newPage();
            second.navigate(root.personalLink("A00004"));
            first.navigate(mine(meetings.getFirst()));
            Browsing.checkWhole(first, "my-meeting-upcoming-phone-de");
            venue.leap(Duration.ofMinutes(50));

            first.navigate(mine(meetings.getFirst()));
            assertThat(first.locator("main")).containsText("Unbestätigt");
            assertThat(first.locator("#ask")).hasText("Fand es statt?");
            Browsing.checkWhole(first, "my-meeting-asks-phone-de");
            click(first, "held");
            assertThat(first.locator(".done")).hasText("Vermerkt: das Treffen fand statt.");
            first.navigate(mine(meetings.get(1)));
            click(first, "not-held");
            first.navigate(mine(meetings.get(2)));
            first.locator("#minutes").fill("25");
            click(first, "other");
            assertThat(ProgramPages.hours(first)).containsText("Verbraucht35 min");
            Browsing.checkWhole(first, "my-meetings-phone-de");

            second.navigate(mine(meetings.get(1)));
            second.locator("#comment").fill(COMMENT);
            Browsing.checkWhole(second, "my-meeting-dispute-phone");
            click(second, "dispute");
            assertThat(second.locator(".choices")).containsText("Disputed");
            resolve(pam, meetings.get(1));
            first.reload();
            assertThat(ProgramPages.hours(first)).containsText("Verbraucht45 min");
            assertThat(first.content()).doesNotContain(COMMENT);
        }
    }

    private static List<String> bookInARow(ProgramPages pages, String group, int count) {
        Instant start = venue.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(5));
        List<String> booked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant end = start.plus(Duration.ofMinutes(10));
            booked.add(pages.book(group, start, end, "Studio"));
            start = end;
        }
        return booked;
    }

    private static void resolve(ProgramPages pam, String meeting) throws IOException {
        pam.go(meeting);
        assertThat(pam.page().locator("#said ~ ul")).containsText(COMMENT);
        Browsing.checkWhole(pam.page(), "meeting-disputed-desk");
        pam.page().locator("input[name=verdict][value=held]").check();
        pam.page().locator("section form button").click();
        assertThat(pam.page().locator(".done")).hasText("The dispute is resolved.");
        assertThat(pam.page().locator("main .head")).containsText("by who runs the path");
    }

    private static String mine(String meeting) {
        return venue.hub().url().resolve("/my/" + Site.EVENT + meeting).toString();
    }

    private static void click(Page page, String deed) {
        page.locator("form:has(input[name=do][value=" + deed + "]) button").click();
    }

    @Test
    @DisplayName("every page of programs is accessible and fits, on desk and phone, en and de")
    void pagesAreAccessible() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext phone = browsing.germanPhone();
                BrowserContext hers = browsing.germanPhone()) {
            List<String> ofAll =
                    List.of(
                            "/programs",
                            "/programs/new",
                            program,
                            program + "/settings",
                            path + "/people");
            ProgramPages pam = open(hers, "pam");
            Instant start = venue.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofDays(9));
            pam.askFor(path, start, start.plus(Duration.ofMinutes(45)), "Studio");
            String meeting = pam.here();
            ProgramPages root = open(desk, venue.hub().user());
            checkAll(root, ofAll, "desk");
            checkAll(root, List.of(path, path + "/meetings/new"), "desk");
            checkAll(open(phone, venue.hub().user()), ofAll, "phone-de");
            List<String> hersAlone =
                    List.of(
                            path,
                            path + "/hours",
                            path + "/meetings/new",
                            meeting,
                            meeting + "/move");
            checkAll(pam, hersAlone, "phone-de");
        }
    }

    private static void checkAll(ProgramPages pages, List<String> paths, String kind)
            throws IOException {
        for (String one : paths) {
            pages.go(one);
            String name = one.substring(1).replaceAll("[/?=]", "-");
            Browsing.checkWhole(pages.page(), name + "-" + kind);
        }
    }

    private static ProgramPages open(BrowserContext context, String user) {
        return ProgramPages.open(context, venue, user);
    }
}
