package io.turnout.hub.checkin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attendees say who they are, by what the event asks for or by their personal link. */
final class IdentifyHttpService implements HttpService {
    private final GuestHttpService guests;
    private final PersonalLinks links;
    private final Guesses guesses;

    IdentifyHttpService(GuestHttpService guests, PersonalLinks links, Guesses guesses) {
        this.guests = guests;
        this.links = links;
        this.guesses = guesses;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/my/{event}/identify", Right.OPEN.lets(this::identify))
                .get("/my/{event}/link/{token}", Right.OPEN.lets(this::link))
                .post("/my/{event}/leave", Right.OPEN.lets(this::leave));
    }

    /** Asks who somebody is; after it they are where they were. */
    void ask(ServerRequest request, ServerResponse response, Guest guest, String next) {
        page(request, response, guest, new Asked(Map.of(), next, ""));
    }

    /** What an identification form held, and what is wrong with it. */
    private record Asked(Map<String, String> typed, String next, String error) {}

    private void page(ServerRequest request, ServerResponse response, Guest guest, Asked asked) {
        List<String> fields = guest.settings().identify();
        guests.send(
                request,
                response,
                "myIdentify.jte",
                guest,
                Map.of(
                        "fields",
                        fields,
                        "possible",
                        isPossible(guest, fields),
                        "typed",
                        asked.typed(),
                        "next",
                        asked.next(),
                        "error",
                        asked.error()));
    }

    /** What a field is called in the form. */
    private static String input(String field) {
        return field.startsWith(EventSettings.OWN)
                ? Fields.own(field.substring(EventSettings.OWN.length()))
                : field;
    }

    private boolean isPossible(Guest guest, List<String> fields) {
        return guests.database()
                .read(handle -> Identification.isPossible(handle, guest.event(), fields));
    }

    void identify(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        Form form = Form.read(request);
        List<String> fields = guest.settings().identify();
        Map<String, String> typed = new LinkedHashMap<>();
        fields.forEach(field -> typed.put(field, form.text(input(field))));
        String next = form.text("next");
        String address = Caller.of(request).address();
        String person = guest.event().id() + " " + Identification.person(fields, typed);
        Duration wait = guesses.begin(person, address);
        if (wait.isPositive()) {
            long seconds = wait.toSeconds() + 1;
            response.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
            String error = guest.text().words().get("my.wait", seconds);
            page(request, response, guest, new Asked(typed, next, error));
            return;
        }
        Optional<Long> attendee =
                guests.database()
                        .read(handle -> Identification.find(handle, guest.event(), fields, typed));
        if (attendee.isPresent()) {
            guesses.right(person, address);
            guests.enter(response, guest, attendee.get());
            Pages.go(response, onward(guest, next));
        } else {
            response.status(422);
            String error = guest.text().words().get("my.identify.wrong");
            page(request, response, guest, new Asked(typed, next, error));
        }
    }

    /** Only to pages of this event: an address could lead anywhere. */
    private static String onward(Guest guest, String next) {
        boolean own =
                next.matches(
                        "/(session|add)/[A-Za-z0-9_.-]{1,64}|/add|/list|/certificate|/badge|/wall/SL[A-Z0-9]+/[A-Z2-9]{10}");
        return guest.path() + (own ? next : "");
    }

    private void link(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        String token = request.path().pathParameters().get("token");
        Optional<Long> attendee =
                links.read(guest.event().id(), token).filter(id -> isThere(guest, id));
        if (attendee.isEmpty()) {
            guests.problem(request, response, 404, "link");
            return;
        }
        guests.enterByLink(response, guest, attendee.get());
        Pages.go(response, guest.path());
    }

    private boolean isThere(Guest guest, long attendee) {
        return guests.database()
                .read(handle ->
                        handle.createQuery("SELECT 1 FROM attendee WHERE id = ? AND event = ?")
                                .bind(0, attendee)
                                .bind(1, guest.event().id().value())
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    void leave(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        guest.visitor().ifPresent(visitor -> guests.form(request, visitor));
        guests.leave(request, response, guest);
        Pages.go(response, guest.path());
    }
}
