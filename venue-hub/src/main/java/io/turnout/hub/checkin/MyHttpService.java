package io.turnout.hub.checkin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.certificates.CertificateDesk;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.programs.ParticipantDesk;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.protocol.access.SessionAsks;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.access.WayRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * My attendance, and what attendees do there: enter a PIN, and check in and out on the page of a
 * session. Whatever was decided is shown from the scan log, on a page that can be loaded again.
 */
final class MyHttpService implements HttpService {
    private final GuestHttpService guests;
    private final IdentifyHttpService identify;
    private final Ways ways;

    MyHttpService(GuestHttpService guests, IdentifyHttpService identify, Ways ways) {
        this.guests = guests;
        this.identify = identify;
        this.ways = ways;
    }

    /** By what attendees come in. */
    record Ways(
            Presenting shown,
            PinBook pins,
            Guesses guesses,
            CertificateDesk certificates,
            ParticipantDesk meetings) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/my/{event}", Right.OPEN.lets(this::mine))
                .post("/my/{event}/pin", Right.OPEN.lets(this::pin))
                .get("/my/{event}/scan/{session}/{number}", Right.OPEN.lets(this::verdict))
                .get("/my/{event}/session/{session}", Right.OPEN.lets(this::session))
                .post("/my/{event}/session/{session}", Right.OPEN.lets(this::join));
    }

    private void mine(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, "");
        } else {
            page(request, response, guest, new Typed("", ""));
        }
    }

    /** What stood in the field of a code, and what is wrong with it. */
    private record Typed(String code, String error) {}

    private void page(ServerRequest request, ServerResponse response, Guest guest, Typed pin) {
        if (guest.isPart()) {
            Map<String, Object> field = Map.of("pin", pin.code(), "error", pin.error());
            guests.send(request, response, "myPin.jte", guest, field);
            return;
        }
        Visitor visitor = guest.visitor().orElseThrow();
        long now = guest.text().now().toEpochMilli();
        boolean released = ways.certificates().isReleased(guest.settings());
        boolean meets =
                visitor.byLink()
                        && ways.meetings().isIn(guest.event().id().value(), visitor.attendee());
        Map<String, Object> model =
                guests.database()
                        .read(handle ->
                                Map.of(
                                        "attended",
                                        Attended.of(handle, guest.event(), visitor.attendee()),
                                        "corrections",
                                        MyCorrection.of(handle, guest.event(), visitor.attendee()),
                                        "talks",
                                        Talk.toJoin(handle, guest.event(), now),
                                        "adds",
                                        WaySettings.of(handle, guest.event().id()).selfReport(),
                                        "pin",
                                        pin.code(),
                                        "error",
                                        pin.error(),
                                        "certificates",
                                        released,
                                        "meetings",
                                        meets));
        guests.send(request, response, "my.jte", guest, model);
    }

    void pin(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            Pages.go(response, guest.path());
            return;
        }
        Visitor visitor = guest.visitor().get();
        Form form = guests.form(request, visitor);
        String typed = form.text("pin");
        Guess guess = new Guess("pin " + visitor.attendee(), Caller.of(request).address());
        Optional<Long> wait = wait(guess, response);
        if (wait.isPresent()) {
            String error = guest.text().words().get("my.wait", wait.get());
            page(request, response, guest, new Typed(typed, error));
            return;
        }
        Optional<PinBook.Meant> meant =
                Pin.typed(typed).flatMap(pin -> ways.pins().find(guest.event().id(), pin));
        if (meant.isEmpty()) {
            response.status(422);
            String error = guest.text().words().get("my.pin.wrong");
            page(request, response, guest, new Typed(typed, error));
            return;
        }
        ways.guesses().right(guess.person(), guess.address());
        PinBook.Meant its = meant.get();
        Attempt attempt = attempt(guest, visitor, its.session(), its.side(), Way.PIN);
        Pages.go(response, ways.shown().present(guest, attempt, scans(guest, its.session())));
    }

    private record Guess(String person, String address) {}

    /** The seconds that somebody who guessed has to wait; the answer says so. */
    private Optional<Long> wait(Guess guess, ServerResponse response) {
        Duration wait = ways.guesses().begin(guess.person(), guess.address());
        if (!wait.isPositive()) {
            return Optional.empty();
        }
        long seconds = wait.toSeconds() + 1;
        response.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
        return Optional.of(seconds);
    }

    void verdict(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, "");
            return;
        }
        long attendee = guest.visitor().get().attendee();
        Talk talk = talk(request, guest);
        String number = request.path().pathParameters().get("number");
        Recorded recorded = ways.shown().recorded(guest, talk, attendee, number);
        guests.send(
                request, response, "myVerdict.jte", guest, Map.of("talk", talk, "scan", recorded));
    }

    private Talk talk(ServerRequest request, Guest guest) {
        String id = request.path().pathParameters().get("session");
        return guests.database()
                .read(handle -> Talk.find(handle, guest.event(), id))
                .orElseThrow(() -> HttpProblem.notFound("session", id));
    }

    private void session(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        Talk talk = talk(request, guest);
        if (guest.visitor().isPresent()) {
            sessionPage(request, response, guest, new Joining(talk, new Typed("", "")));
        } else if (talk.asks().has(Side.IN) || talk.asks().has(Side.OUT)) {
            identify.ask(request, response, guest, "/session/" + talk.id());
        } else {
            sessionPage(request, response, guest, new Joining(talk, new Typed("", "")));
        }
    }

    private record Joining(Talk talk, Typed typed) {}

    private void sessionPage(
            ServerRequest request, ServerResponse response, Guest guest, Joining joining) {
        Talk talk = joining.talk();
        List<Attended.Moment> moments =
                guest.visitor()
                        .map(visitor ->
                                guests.database()
                                        .read(handle ->
                                                Attended.in(
                                                        handle,
                                                        guest.event(),
                                                        visitor.attendee(),
                                                        talk.id())))
                        .orElse(List.of());
        boolean inside = Attended.isInside(moments);
        boolean sure = request.query().first("do").orElse("").equals("out");
        guests.send(
                request,
                response,
                "mySession.jte",
                guest,
                Map.of(
                        "talk",
                        talk,
                        "moments",
                        moments,
                        "inside",
                        inside,
                        "leaving",
                        inside && sure,
                        "code",
                        joining.typed().code(),
                        "error",
                        joining.typed().error()));
    }

    private void join(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        Talk talk = talk(request, guest);
        if (guest.visitor().isEmpty()) {
            Pages.go(response, guest.path() + "/session/" + talk.id());
            return;
        }
        Visitor visitor = guest.visitor().get();
        Form form = guests.form(request, visitor);
        Side side = form.text("do").equals("out") ? Side.OUT : Side.IN;
        String code = form.text("code");
        Guess guess =
                new Guess(
                        "code " + visitor.attendee() + " " + talk.id(),
                        Caller.of(request).address());
        Optional<Long> wait = wait(guess, response);
        Optional<String> wrong =
                wait.map(seconds -> guest.text().words().get("my.wait", seconds))
                        .or(() -> refused(guest, talk.asks(), wanted(side, code), guess));
        if (wrong.isPresent()) {
            if (wait.isEmpty()) {
                response.status(422);
            }
            sessionPage(request, response, guest, new Joining(talk, new Typed(code, wrong.get())));
            return;
        }
        ways.guesses().right(guess.person(), guess.address());
        Attempt attempt = attempt(guest, visitor, talk.id(), side, Way.SESSION_PAGE);
        Pages.go(response, ways.shown().present(guest, attempt, scans(guest, talk.id())));
    }

    private static Attempt attempt(
            Guest guest, Visitor visitor, SessionId session, Side side, Way way) {
        Attempt.Who who = new Attempt.Who.Person(visitor.attendee());
        return new Attempt(guest.event(), who, session, side, way);
    }

    /** Where the pages are that show what was recorded. */
    private static String scans(Guest guest, SessionId session) {
        return guest.path() + "/scan/" + session;
    }

    private static WayRules.Wanted wanted(Side side, String code) {
        return new WayRules.Wanted(Way.SESSION_PAGE, side, code, false);
    }

    /** What keeps somebody from the door, as they are told. */
    private Optional<String> refused(
            Guest guest, SessionAsks asks, WayRules.Wanted wanted, Guess guess) {
        WayRules.Gate gate = WayRules.gate(wanted, asks);
        if (gate != WayRules.Gate.OPEN && gate != WayRules.Gate.CODE_WRONG) {
            ways.guesses().none(guess.person(), guess.address());
        }
        return switch (gate) {
            case OPEN -> Optional.empty();
            case CODE_MISSING -> Optional.of(guest.text().words().get("my.code.missing"));
            case NOT_ASKED_FOR, CHECKS_IN_ONLY ->
                    Optional.of(guest.text().words().get("my.session.not-asked"));
            case CODE_WRONG -> Optional.of(guest.text().words().get("my.code.wrong"));
        };
    }
}
