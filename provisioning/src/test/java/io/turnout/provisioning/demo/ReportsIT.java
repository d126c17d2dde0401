package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that say what happened, and those that put it right. */
class ReportsIT {
    private static final String EARLY = "Came early, said the chair";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int CAME = 7;

    private static final List<String> PATHS =
            List.of(
                    "/day",
                    "/day/no-shows",
                    "/reports",
                    "/reports/saved",
                    "/reports/saved/1",
                    "/conflicts",
                    "/anomalies",
                    "/credits",
                    "/corrections",
                    "/corrections/1/undo",
                    "/certificates",
                    "/certificates/template",
                    "/rules",
                    "/people/1",
                    "/people/1/corrections?do=annul",
                    "/people/1/corrections?do=set",
                    "/people/1/certificates",
                    "/people/2/erase",
                    "/privacy",
                    "/screens/wall");

    @TempDir static Path directory;

    private static Browsing browsing;
    private static Venue venue;

    @BeforeAll
    static void openTheVenue() throws Exception {
        browsing = Browsing.open();
        venue = Venue.start(directory, 20);
        for (int i = 0; i < CAME; i++) {
            Venue.scan(venue.unit(0), venue.badge(i));
        }
        Venue.scan(venue.unit(1), venue.badge(0)); // sooner than anybody walks there
        Awaitility.await("all are counted").until(() -> venue.scansAtHub() == CAME + 1);
        try (BrowserContext desk = browsing.desktop()) {
            Page page = Browsing.signIn(desk, venue);
            correctByKeyboardAlone(page);
            saveAnExport(page);
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

    /** What is checked below has something in it then. */
    private static void correctByKeyboardAlone(Page page) throws IOException {
        page.navigate(page("/people/1/corrections?do=add"));
        page.locator("#in").focus();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#errors")).isVisible();
        Browsing.checkWhole(page, "correction-wrong-desk");
        page.locator("#session").focus();
        page.keyboard().type("All about Bib");
        page.locator("#in").focus();
        page.keyboard().type(LocalTime.now(BERLIN).minusMinutes(5).toString().substring(0, 5));
        page.locator("#why").focus();
        page.keyboard().type(EARLY);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("What changes");
        assertThat(page.locator("main")).containsText(EARLY);
        Browsing.checkWhole(page, "correction-preview-desk");
        page.locator("button[value=apply]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".done")).isVisible();
    }

    private static void saveAnExport(Page page) {
        page.navigate(page("/reports/saved"));
        page.locator("#name").fill("Check-ins for the board");
        page.locator("#name").press("Enter");
        assertThat(page.locator("main table")).containsText("Check-ins for the board");
    }

    @Test
    @DisplayName("R-2 R-3 R-5 R-7 every page of what happened is accessible and fits, en and de")
    void pagesAreAccessible() throws IOException {
        try (BrowserContext desk = browsing.desktop();
                BrowserContext phone = browsing.germanPhone()) {
            checkAll(desk, "desk", "en");
            checkAll(phone, "phone", "de");
        }
    }

    private static void checkAll(BrowserContext context, String kind, String language)
            throws IOException {
        Page page = Browsing.signIn(context, venue);
        page.navigate(page("/conflicts?lang=" + language));
        assertThat(page.locator("main")).containsText("A00001");
        for (String path : PATHS) {
            check(page, path, kind);
        }
        String session = "/sessions/" + venue.session("Aula");
        for (String path : List.of("", "/corrections", "/head-count", "/rules")) {
            check(page, session + path, kind);
        }
    }

    private static void check(Page page, String path, String kind) throws IOException {
        org.assertj.core.api.Assertions.assertThat(page.navigate(page(path)).status())
                .isEqualTo(200);
        String name = path.replaceAll("[^a-z]+", "-").substring(1);
        Browsing.checkWhole(page, "what-" + name + "-" + kind);
    }

    @Test
    @DisplayName("R-3 on paper there is no menu, and each plot has its numbers beneath")
    void pagesArePrinted() {
        try (BrowserContext desk = browsing.desktop()) {
            Page page = Browsing.signIn(desk, venue);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (String path : List.of("/day", "/sessions/" + venue.session("Aula"))) {
                page.navigate(page(path));
                assertThat(page.locator("nav.rail")).isHidden();
                assertThat(page.locator("details table").first()).isVisible();
            }
        }
    }

    private static String page(String path) {
        return venue.overview() + path;
    }
}
