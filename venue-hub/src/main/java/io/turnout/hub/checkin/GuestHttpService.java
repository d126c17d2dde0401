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
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What every page of attendees begins with: which event, and who is there. Thread-safe. */
final class GuestHttpService {
    /** The cookie that holds an attendee's token; organizers have another. */
    static final String COOKIE = "turnout-my";

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
     * @param visitor who is there; empty for somebody who did not say
     */
    record Guest(
            EventSettings settings, EventFacts event, VenueText text, Optional<Visitor> visitor) {
        String path() {
            return "/my/" + event.id();
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
        return new Guest(
                settings,
                event,
                new VenueText(Words.of(request), settings.zone(), clock.instant()),
                token(request).flatMap(token -> visitors.find(event, token)));
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
            throw new HttpProblem(
                    403,
                    "This form is out of date.",
                    CSRF,
                    "Open the page again and send it from there.");
        }
        return form;
    }

    void enter(ServerResponse response, long attendee) {
        keep(response, visitors.begin(attendee), Visitors.LASTS);
    }

    void leave(ServerRequest request, ServerResponse response) {
        token(request).ifPresent(visitors::end);
        keep(response, "", Duration.ZERO);
    }

    private static Optional<String> token(ServerRequest request) {
        return request.headers().cookies().first(COOKIE).asOptional();
    }

    private void keep(ServerResponse response, String token, Duration time) {
        String cookie =
                "%s=%s; Path=/my; HttpOnly; SameSite=Lax; Max-Age=%d%s"
                        .formatted(COOKIE, token, time.toSeconds(), secure ? "; Secure" : "");
        response.headers().add(HeaderNames.SET_COOKIE, cookie);
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
        model.put(
                "guest",
                new GuestView(
                        guest.settings().title(), guest.path(), guest.text(), guest.visitor()));
        pages.send(request, response, template, model);
    }
}
