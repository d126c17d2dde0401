package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.access.WayRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the QR code on a wall leads. Opening it records nothing, so that no picture or link on
 * another page can check somebody in; one press does.
 */
final class WallHttpService implements HttpService {
    private static final String WALL = "/my/{event}/wall/{name}/{key}";

    private final GuestHttpService guests;
    private final IdentifyHttpService identify;
    private final Presenting shown;
    private final WallBook walls;
    private final Noticing noticing;

    WallHttpService(
            GuestHttpService guests,
            IdentifyHttpService identify,
            Presenting shown,
            WallBook walls,
            Noticing noticing) {
        this.noticing = noticing;
        this.guests = guests;
        this.identify = identify;
        this.shown = shown;
        this.walls = walls;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/s/{name}", Right.OPEN.lets(this::incomplete))
                .get("/s/{name}/{key}", Right.OPEN.lets(this::scanned))
                .get(WALL, Right.OPEN.lets(this::page))
                .post(WALL, Right.OPEN.lets(this::press))
                .get(WALL + "/scan/{number}", Right.OPEN.lets(this::verdict));
    }

    private void incomplete(ServerRequest request, ServerResponse response) {
        guests.problem(request, response, 404, "wall-incomplete");
    }

    /** Onto the pages of its event, where a browser says who it is of. */
    private void scanned(ServerRequest request, ServerResponse response) {
        live(request, response)
                .ifPresent(live -> Pages.go(response, path("/my/" + live.event(), live.code())));
    }

    private static String path(String guest, WallCode code) {
        return "%s/wall/%s/%s".formatted(guest, code.name(), code.key());
    }

    /** The code of the address; whoever comes with another is told what it is. */
    private Optional<WallBook.Scanned.Live> live(ServerRequest request, ServerResponse response) {
        return switch (walls.scanned(typed(request, "name"), typed(request, "key"))) {
            case WallBook.Scanned.Live live -> Optional.of(live);
            case WallBook.Scanned.Off() -> told(request, response, 403, "wall-off");
            case WallBook.Scanned.Replaced() -> told(request, response, 410, "wall-replaced");
            case WallBook.Scanned.Deleted() -> told(request, response, 410, "wall-deleted");
            case WallBook.Scanned.Unknown() -> told(request, response, 404, "wall-unknown");
        };
    }

    /** Who types the address need not mind its case. */
    private static String typed(ServerRequest request, String part) {
        return request.path().pathParameters().get(part).toUpperCase(Locale.ROOT);
    }

    private Optional<WallBook.Scanned.Live> told(
            ServerRequest request, ServerResponse response, int status, String kind) {
        guests.problem(request, response, status, kind);
        return Optional.empty();
    }

    /** Somebody known at a code of this event. */
    private record At(Guest guest, Visitor visitor, WallCode code, Talk talk) {
        String path() {
            return WallHttpService.path(guest.path(), code);
        }
    }

    /** Whoever does not get in here has been answered. */
    private Optional<At> at(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        Optional<WallBook.Scanned.Live> live = live(request, response);
        if (live.isEmpty()) {
            return Optional.empty();
        }
        WallCode code = live.get().code();
        if (!live.get().event().equals(guest.event().id())) {
            guests.problem(request, response, 404, "wall-unknown");
            return Optional.empty();
        }
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, path("", code));
            return Optional.empty();
        }
        Talk talk =
                guests.database()
                        .read(handle -> Talk.find(handle, guest.event(), code.session().value()))
                        .orElseThrow(() -> HttpProblem.notFound("session", code.name()));
        return Optional.of(new At(guest, guest.visitor().get(), code, talk));
    }

    private void page(ServerRequest request, ServerResponse response) {
        at(request, response).ifPresent(at -> show(request, response, at, ""));
    }

    private void show(ServerRequest request, ServerResponse response, At at, String error) {
        guests.send(
                request,
                response,
                "myWall.jte",
                at.guest(),
                Map.of(
                        "talk",
                        at.talk(),
                        "path",
                        at.path(),
                        "leaves",
                        checksOut(at) && isInside(at),
                        "error",
                        error));
    }

    private boolean checksOut(At at) {
        return guests.database()
                .read(handle -> WaySettings.of(handle, at.guest().event().id()).checkOut());
    }

    private boolean isInside(At at) {
        List<Attended.Moment> moments =
                guests.database()
                        .read(handle ->
                                Attended.in(
                                        handle,
                                        at.guest().event(),
                                        at.visitor().attendee(),
                                        at.talk().id()));
        return Attended.isInside(moments);
    }

    private void press(ServerRequest request, ServerResponse response) {
        at(request, response).ifPresent(at -> press(request, response, at));
    }

    private void press(ServerRequest request, ServerResponse response, At at) {
        boolean out = guests.form(request, at.visitor()).text("do").equals("out");
        Side side = out ? Side.OUT : Side.IN;
        WayRules.Wanted wanted = new WayRules.Wanted(Way.WALL_QR, side, "", checksOut(at));
        if (WayRules.gate(wanted, at.talk().asks()) != WayRules.Gate.OPEN) {
            response.status(422);
            show(request, response, at, at.guest().text().words().get("my.wall.in-only"));
            return;
        }
        Attempt attempt =
                new Attempt(
                        at.guest().event(),
                        new Attempt.Who.Person(at.visitor().attendee()),
                        at.talk().id(),
                        side,
                        Way.WALL_QR);
        Pages.go(response, shown.present(at.guest(), attempt, at.path() + "/scan"));
        String address = Caller.of(request).address();
        noticing.wall(at.guest().event().id(), at.code().name(), address);
    }

    private void verdict(ServerRequest request, ServerResponse response) {
        String number = request.path().pathParameters().get("number");
        at(request, response)
                .ifPresent(at ->
                        guests.send(
                                request,
                                response,
                                "myVerdict.jte",
                                at.guest(),
                                Map.of(
                                        "talk",
                                        at.talk(),
                                        "scan",
                                        shown.recorded(
                                                at.guest(),
                                                at.talk(),
                                                at.visitor().attendee(),
                                                number),
                                        "message",
                                        message(at))));
    }

    private static String message(At at) {
        return at.code().messages().in(at.guest().text().words().language());
    }
}
