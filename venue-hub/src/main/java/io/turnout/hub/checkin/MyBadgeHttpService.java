package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.web.Right;
import io.turnout.protocol.access.BadgeState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An attendee's badge on their phone, for the reader at a door. Only behind the personal link: what
 * an event asks for to know somebody, others may know too, and a badge opens doors.
 */
final class MyBadgeHttpService implements HttpService {
    private final GuestHttpService guests;
    private final IdentifyHttpService identify;

    MyBadgeHttpService(GuestHttpService guests, IdentifyHttpService identify) {
        this.guests = guests;
        this.identify = identify;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/my/{event}/badge", Right.OPEN.lets(this::show));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, "/badge");
            return;
        }
        Visitor visitor = guest.visitor().get();
        List<OwnBadge> badges = visitor.byLink() ? badges(visitor.attendee()) : List.of();
        guests.send(
                request,
                response,
                "myBadge.jte",
                guest,
                Map.of("badges", badges, "byLink", visitor.byLink()));
    }

    /** Those in use, the newest first. */
    private List<OwnBadge> badges(long attendee) {
        return guests.database()
                .read(handle ->
                        handle.createQuery(
                                        "SELECT code FROM badge WHERE attendee = ? AND state = ?"
                                                + " AND code <> '' ORDER BY state_ms DESC, code")
                                .bind(0, attendee)
                                .bind(1, BadgeState.ACTIVE.name().toLowerCase(Locale.ROOT))
                                .map((row, _) -> OwnBadge.of(row.getString(1)))
                                .list());
    }
}
