package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.web.Right;
import java.util.Map;

/**
 * The two parts of My attendance as pages of their own, which other sites that the event names may
 * put into theirs (C-10). What they send comes back below the same address, where the cookie of
 * that frame is and no other.
 */
final class PartHttpService implements HttpService {
    private static final String PART = "/my/{event}/part";

    private final GuestHttpService guests;
    private final IdentifyHttpService identify;
    private final MyHttpService my;

    PartHttpService(GuestHttpService guests, IdentifyHttpService identify, MyHttpService my) {
        this.guests = guests;
        this.identify = identify;
        this.my = my;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PART, Right.OPEN.lets(this::pin))
                .get(PART + "/list", Right.OPEN.lets(this::list))
                .post(PART + "/identify", Right.OPEN.lets(identify::identify))
                .post(PART + "/leave", Right.OPEN.lets(identify::leave))
                .post(PART + "/pin", Right.OPEN.lets(my::pin))
                .get(PART + "/scan/{session}/{number}", Right.OPEN.lets(my::verdict));
    }

    private void pin(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, "");
        } else {
            guests.send(request, response, "myPin.jte", guest, Map.of("pin", "", "error", ""));
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, "/list");
        } else {
            long attendee = guest.visitor().get().attendee();
            guests.send(
                    request,
                    response,
                    "myList.jte",
                    guest,
                    Map.of(
                            "attended",
                            guests.database()
                                    .read(handle -> Attended.of(handle, guest.event(), attendee))));
        }
    }
}
