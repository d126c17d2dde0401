package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The system's Chromium, for tests. */
final class Browsing implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Browsing(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Opens a browser, or skips the test with a word where there is none. */
    static Browsing open() {
        return open(List.of());
    }

    /** One whose camera sees a film, without end. */
    static Browsing filming(Path film) {
        return open(
                List.of(
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + film.toAbsolutePath()));
    }

    private static Browsing open(List<String> more) {
        Path chromium = chromium();
        boolean there = Files.isExecutable(chromium);
        assertThat(there || !Boolean.getBoolean("turnout.noskip"))
                .as("Chromium is missing and skipping is forbidden")
                .isTrue();
        assumeTrue(there, "no Chromium on the path: browser tests are skipped");
        Playwright playwright = Playwright.create();
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(
                                                Stream.concat(ARGUMENTS.stream(), more.stream())
                                                        .toList()));
        return new Browsing(playwright, browser);
    }

    BrowserContext desktop() {
        return context(1280, 900, ColorScheme.LIGHT);
    }

    BrowserContext phone() {
        return context(390, 844, ColorScheme.LIGHT);
    }

    BrowserContext dark() {
        return context(1280, 900, ColorScheme.DARK);
    }

    /** A phone by night, in German. */
    BrowserContext germanPhone() {
        return context(390, 844, ColorScheme.DARK, "de-DE");
    }

    /** A page of this context, signed in as the organizer of a venue. */
    static Page signIn(BrowserContext context, Venue venue) {
        return signIn(context, venue.hub().url(), venue.hub().user());
    }

    /** The same by another way to a hub. */
    static Page signIn(BrowserContext context, URI hub, String user) {
        Page page = context.newPage();
        page.navigate(hub.resolve("/login").toString());
        page.locator("input[name=name]").fill(user);
        page.locator("input[name=password]").fill(Venue.PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    /** As {@link #check}, and that nothing is wider than the screen. */
    static void checkWhole(Page page, String name) throws IOException {
        check(page, name);
        Object fits =
                page.evaluate(
                        "document.documentElement.scrollWidth"
                                + " <= document.documentElement.clientWidth");
        assertThat(fits).as(name + " fits its width").isEqualTo(true);
    }

    /** Fails on any accessibility fault axe finds, and keeps a picture of the page. */
    static void check(Page page, String name) throws IOException {
        Files.createDirectories(PICTURES);
        page.screenshot(
                new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
        var violations = new AxeBuilder(page).analyze().getViolations();
        assertThat(violations.stream().map(rule -> rule.getId() + ": " + rule.getNodes()).toList())
                .as("axe on " + name)
                .isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private BrowserContext context(int width, int height, ColorScheme scheme) {
        return context(width, height, scheme, "en-GB");
    }

    private BrowserContext context(int width, int height, ColorScheme scheme, String locale) {
        return browser.newContext(
                new NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setLocale(locale));
    }

    private static Path chromium() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder ->
                        Stream.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("chromium"));
    }
}
