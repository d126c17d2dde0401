package io.turnout.provisioning.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The pages of programs as those who run them use them, signed in on one page of a browser. */
record ProgramPages(Page page, URI event) {
    static final String SUBMIT = "main form button:not(.plain):not(.link)";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** Signs in as a user of the hub. */
    static ProgramPages open(BrowserContext context, LeapingVenue venue, String user) {
        return new ProgramPages(Browsing.signIn(context, venue.hub().url(), user), venue.event());
    }

    void go(String path) {
        page.navigate(event + path);
    }

    /** The status with which a page of the event is answered. */
    int status(String path) {
        return page.request().get(event + path).status();
    }

    void switchOn() {
        page.navigate(event.resolve("/organization").toString());
        page.locator("form[action='/organization'] button").click();
        assertThat(page.locator(".done")).hasText("Programs are switched on.");
    }

    /** A new room; its id. */
    String room(String name) {
        go("/rooms/new");
        page.locator("#name").fill(name);
        submit();
        go("/doors");
        String link = section(name).locator("a[href*='/doors/new']").first().getAttribute("href");
        return link.substring(link.indexOf("room=") + 5);
    }

    /** A user with a password; the role is one of the hub's. */
    void user(BrowserContext theirs, String name, String role) {
        page.navigate(event.resolve("/users/new").toString());
        page.locator("#name").fill(name);
        page.locator("input[name=role][value=" + role + "]").check();
        submit();
        Page other = theirs.newPage();
        other.navigate(page.locator("#link").inputValue());
        other.locator("#password").fill(Venue.PASSWORD);
        other.locator("main button.button").click();
        assertThat(other.locator("input[name=name]")).isVisible();
        other.close();
    }

    /** Makes a program whose late window is a day; its path of pages. */
    String program(String name, String hoursBy, String hours) {
        go("/programs/new");
        page.locator("#name").fill(name);
        page.locator("#roles").fill("Coach\nCoachee");
        page.locator("#hours").fill(hours);
        page.locator("#hours-by").selectOption(hoursBy);
        submit();
        assertThat(page.locator(".effects")).containsText("24 hours");
        submit();
        assertThat(page.locator(".done")).hasText(name + " is made.");
        return here();
    }

    /** Makes a path with a coach, a coachee and who runs it; its path of pages. */
    String path(String program, String name, String admin, String coach, String coachee) {
        go(program);
        page.locator("#name").fill(name);
        submit();
        page.locator("tbody th a", new Page.LocatorOptions().setHasText(name)).click();
        String path = here();
        go(path + "/people");
        person(coach, "Coach");
        person(coachee, "Coachee");
        page.locator("#user").fill(admin);
        page.locator("form.form button").last().click();
        assertThat(page.locator("#admins ~ .table")).containsText(admin);
        return path;
    }

    private void person(String number, String role) {
        page.locator("#number").fill(number);
        page.locator("#role").selectOption(role);
        page.locator("form.form button").first().click();
        assertThat(page.locator("#members ~ .table")).containsText(number);
    }

    /** Sets the hours of a path. */
    void authorize(String path, String hours, String note) {
        go(path);
        page.locator("a[href$='/hours']").click();
        page.locator("#hours").fill(hours);
        page.locator("#note").fill(note);
        submit();
        assertThat(page.locator(".done")).containsText("are saved");
    }

    /** Fills the form of a new meeting and sends it. */
    void askFor(String path, Instant start, Instant end, String room) {
        go(path);
        page.locator("a[href$='/meetings/new']").click();
        fillTimes(start, end);
        page.locator("#room").selectOption(new SelectOption().setLabel(room));
        submit();
    }

    void fillTimes(Instant start, Instant end) {
        LocalDateTime from = LocalDateTime.ofInstant(start, ZONE);
        page.locator("#date").fill(from.toLocalDate().toString());
        page.locator("#start").fill(time(start));
        page.locator("#end").fill(time(end));
    }

    static String time(Instant at) {
        return LocalTime.ofInstant(at, ZONE).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    /** Books a meeting where nothing else is; its path of pages. */
    String book(String path, Instant start, Instant end, String room) {
        askFor(path, start, end, room);
        assertThat(page.locator(".done")).hasText("The meeting is booked.");
        return here();
    }

    /** The personal link of somebody. */
    String personalLink(String name) {
        go("/people?q=" + name);
        page.locator("tbody th a").first().click();
        page.locator("form[action$='/link'] button").click();
        return page.locator("#link").inputValue();
    }

    /** Authorized, used and remaining hours, as the page shows them. */
    static Locator hours(Page page) {
        return page.locator("dl.figures");
    }

    void submit() {
        page.locator(SUBMIT).first().click();
    }

    /** Where the page is, within the event. */
    String here() {
        return page.url().substring(event.toString().length());
    }

    private Locator section(String text) {
        return page.locator("section", new Page.LocatorOptions().setHasText(text));
    }
}
