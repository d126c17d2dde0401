package io.turnout.hub.checkin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every page of attendees begins with: which event, and who is there. Thread-safe. */
final class GuestHttpService {
    private static final String PART = "/part";

    /** The cookie that holds an attendee's token; organizers have another. */
    static final String COOKIE = "turnout-my";

    /** That of a part inside another site's page: each site has one of its own. */
    private static final String PART_COOKIE = "turnout-part";

    /** The hidden field that proves that our own page sent the form. */
    private static final String CSRF = "my";

    private final Database database;
    private final EventBook events;
    private final Visitors visitors;
    private final Pages pages;
    private final InstantSource clock;
    private final boolean secure;

    GuestHttpService(Site site) {
        this.database = site.database();
        this.events = site.events();
        this.visitors = new Visitors(site.database(), site.clock());
        this.pages = site.pages();
        this.clock = site.clock();
        this.secure = site.url().startsWith("https:");
    }

    /**
     * What the pages stand on.
     *
     * @param url where people reach the hub
     */
    record Site(
            Database database, EventBook events, Pages pages, InstantSource clock, String url) {}

    /**
     * A request to a page of an event.
     *
     * @param embeddedIn the sites that may show this page inside of theirs; none for a page of its
     *     own
     * @param visitor who is there; empty for somebody who did not say
     */
    record Guest(
            EventSettings settings,
            EventFacts event,
            VenueText text,
            List<String> embeddedIn,
            Optional<Visitor> visitor) {
        String path() {
            return "/my/" + event.id() + (isPart() ? PART : "");
        }

        boolean isPart() {
            return !embeddedIn.isEmpty();
        }
    }

    /**
     * Who is at a page.
     *
     * @throws HttpProblem 404 where there is no such event, or none that tracks attendance
     */
    Guest guest(ServerRequest request) {
        String id = request.path().pathParameters().get("event");
        EventSettings settings =
                events.find(id)
                        .filter(EventSettings::attendance)
                        .orElseThrow(() -> HttpProblem.notFound("event", id));
        EventFacts event = EventFacts.require(database, id);
        List<String> embeddedIn = embeddedIn(request, event);
        String cookie = embeddedIn.isEmpty() ? COOKIE : PART_COOKIE;
        return new Guest(
                settings,
                event,
                new VenueText(Words.of(request), settings.zone(), clock.instant()),
                embeddedIn,
                token(request, cookie).flatMap(token -> visitors.find(event, token)));
    }

    private List<String> embeddedIn(ServerRequest request, EventFacts event) {
        String part = "/my/" + event.id() + PART;
        String path = request.path().path();
        if (!path.equals(part) && !path.startsWith(part + "/")) {
            return List.of();
        }
        List<String> sites =
                database.read(handle -> WaySettings.of(handle, event.id())).embeddedIn();
        if (sites.isEmpty()) {
            throw HttpProblem.notFound("page", path);
        }
        return sites;
    }

    Database database() {
        return database;
    }

    /**
     * A form that a visitor sent from one of these pages.
     *
     * @throws HttpProblem 403 where it was another page
     */
    Form form(ServerRequest request, Visitor visitor) {
        Form form = Form.read(request);
        byte[] sent = form.exact(CSRF).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sent, visitor.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw HttpProblem.of(403, CSRF, "stale-form");
        }
        return form;
    }

    /** What a form that is sent from a question of these pages must carry. */
    Map<String, String> proof(Visitor visitor) {
        return Map.of(CSRF, visitor.csrf());
    }

    /** Goes on to a page after something was done, and says there once what that was. */
    void done(ServerResponse response, String path, String key) {
        pages.done(response, path, key);
    }

    /** Somebody said who they are. */
    void enter(ServerResponse response, Guest guest, long attendee) {
        keep(response, guest, visitors.begin(attendee, false), Visitors.LASTS);
    }

    /** Somebody came by their personal link. */
    void enterByLink(ServerResponse response, Guest guest, long attendee) {
        keep(response, guest, visitors.begin(attendee, true), Visitors.LASTS);
    }

    void leave(ServerRequest request, ServerResponse response, Guest guest) {
        token(request, guest.isPart() ? PART_COOKIE : COOKIE).ifPresent(visitors::end);
        keep(response, guest, "", Duration.ZERO);
    }

    private static Optional<String> token(ServerRequest request, String cookie) {
        return request.headers().cookies().first(cookie).asOptional();
    }

    /**
     * In another site's page a browser keeps only what is of that site and of this hub together.
     */
    private void keep(ServerResponse response, Guest guest, String token, Duration time) {
        String where =
                guest.isPart()
                        ? "%s=%s; Path=%s; HttpOnly; SameSite=None; Partitioned; Secure; Max-Age=%d"
                                .formatted(PART_COOKIE, token, guest.path(), time.toSeconds())
                        : "%s=%s; Path=/my; HttpOnly; SameSite=Lax; Max-Age=%d%s"
                                .formatted(
                                        COOKIE, token, time.toSeconds(), secure ? "; Secure" : "");
        response.headers().add(HeaderNames.SET_COOKIE, where);
    }

    /** Says in the reader's language why there is nothing to do here. */
    void problem(ServerRequest request, ServerResponse response, int status, String kind) {
        response.status(status);
        pages.send(request, response, "myProblem.jte", Map.of("kind", kind));
    }

    /** Sends one of these pages. */
    void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Guest guest,
            Map<String, Object> more) {
        Map<String, Object> model = new HashMap<>(more);
        if (guest.isPart()) {
            HubServer.letFrame(response, guest.embeddedIn());
        }
        model.put(
                "guest",
                new GuestView(
                        guest.settings().title(),
                        guest.path(),
                        guest.text(),
                        guest.isPart(),
                        guest.visitor()));
        pages.send(request, response, template, model);
    }
}
