package io.turnout.hub.checkin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.programs.ParticipantDesk;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import java.util.Map;
import java.util.Optional;

/**
 * An attendee's meetings as their calendar reads them. The address is made behind the personal link
 * and shown once; who has it needs nothing else.
 */
final class MyCalendarHttpService implements HttpService {
    private final GuestHttpService guests;
    private final CalendarLinks links;
    private final ParticipantDesk desk;
    private final String url;

    /**
     * @param url where people reach the hub
     */
    MyCalendarHttpService(
            GuestHttpService guests, CalendarLinks links, ParticipantDesk desk, String url) {
        this.guests = guests;
        this.links = links;
        this.desk = desk;
        this.url = url;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/my/{event}/calendar", Right.OPEN.lets(this::renew))
                .get("/my/{event}/calendar/{token}/meetings.ics", Right.OPEN.lets(this::feed));
    }

    private void renew(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        Optional<Visitor> visitor = guest.visitor().filter(Visitor::byLink);
        if (visitor.isEmpty()) {
            Pages.go(response, guest.path() + "/meetings");
            return;
        }
        long attendee = visitor.get().attendee();
        guests.form(request, visitor.get());
        if (!desk.isIn(guest.event().id().value(), attendee)) {
            throw HttpProblem.notFound("page", "calendar");
        }
        String link =
                "%s%s/calendar/%s/meetings.ics".formatted(url, guest.path(), links.renew(attendee));
        guests.send(request, response, "myCalendar.jte", guest, Map.of("link", link));
    }

    private void feed(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        String token = request.path().pathParameters().get("token");
        long attendee =
                links.read(guest.event().id(), token)
                        .orElseThrow(() -> HttpProblem.notFound("page", "calendar"));
        String feed = desk.calendar(guest.event().id().value(), attendee, guest.settings().title());
        response.header(HeaderNames.CONTENT_TYPE, "text/calendar; charset=utf-8")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(feed);
    }
}
