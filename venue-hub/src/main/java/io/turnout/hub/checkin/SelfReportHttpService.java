package io.turnout.hub.checkin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.protocol.access.ReportWindow.When;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.access.WayRules;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Attendees add sessions to their attendance by themselves, where that is switched on (C-7). */
final class SelfReportHttpService implements HttpService {
    private static final String ADD = "/my/{event}/add";

    /** More are found by their words. */
    private static final int MOST_SHOWN = 100;

    private static final int LONGEST_WORDS = 100;

    private final GuestHttpService guests;
    private final IdentifyHttpService identify;
    private final Presenting shown;
    private final Guesses guesses;
    private final Noticing noticing;

    SelfReportHttpService(
            GuestHttpService guests,
            IdentifyHttpService identify,
            Presenting shown,
            Guesses guesses,
            Noticing noticing) {
        this.noticing = noticing;
        this.guests = guests;
        this.identify = identify;
        this.shown = shown;
        this.guesses = guesses;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ADD, Right.OPEN.lets(this::list))
                .get(ADD + "/{session}", Right.OPEN.lets(this::ask))
                .post(ADD + "/{session}", Right.OPEN.lets(this::add));
    }

    /** Somebody known, where reports are switched on. */
    private record At(Guest guest, Visitor visitor, WaySettings settings) {}

    /** Whoever does not get in here has been answered. */
    private Optional<At> at(ServerRequest request, ServerResponse response, String next) {
        Guest guest = guests.guest(request);
        WaySettings settings =
                guests.database().read(handle -> WaySettings.of(handle, guest.event().id()));
        if (!settings.selfReport()) {
            guests.problem(request, response, 404, "no-self-report");
            return Optional.empty();
        }
        if (guest.visitor().isEmpty()) {
            identify.ask(request, response, guest, next);
            return Optional.empty();
        }
        return Optional.of(new At(guest, guest.visitor().get(), settings));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Optional<At> at = at(request, response, "/add");
        if (at.isEmpty()) {
            return;
        }
        Guest guest = at.get().guest();
        String words = words(request);
        List<Talk> found =
                guests.database().read(handle -> Talk.all(handle, guest.event())).stream()
                        .filter(talk -> has(talk, words.toLowerCase(Locale.ROOT)))
                        .toList();
        guests.send(
                request,
                response,
                "myAdd.jte",
                guest,
                Map.of(
                        "talks",
                        found.stream().limit(MOST_SHOWN).toList(),
                        "more",
                        Math.max(0, found.size() - MOST_SHOWN),
                        "words",
                        words));
    }

    private static String words(ServerRequest request) {
        String words = request.query().first("q").orElse("").strip();
        return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
    }

    private static boolean has(Talk talk, String words) {
        return (talk.title() + " " + talk.room()).toLowerCase(Locale.ROOT).contains(words);
    }

    private void ask(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("session");
        at(request, response, "/add/" + id)
                .ifPresent(at -> form(request, response, at, new Typed("", "")));
    }

    /** What stood in the field of the code, and what is wrong with it. */
    private record Typed(String code, String error) {}

    private void form(ServerRequest request, ServerResponse response, At at, Typed typed) {
        Talk talk = talk(request, at.guest());
        When when = when(at, talk);
        guests.send(
                request,
                response,
                "myReport.jte",
                at.guest(),
                Map.of(
                        "talk",
                        talk,
                        "when",
                        when,
                        "days",
                        at.settings().reportDays(),
                        "code",
                        typed.code(),
                        "error",
                        typed.error()));
    }

    private static When when(At at, Talk talk) {
        return talk.reports(at.settings().reportFor()).at(at.guest().text().now());
    }

    private Talk talk(ServerRequest request, Guest guest) {
        String id = request.path().pathParameters().get("session");
        return guests.database()
                .read(handle -> Talk.find(handle, guest.event(), id))
                .orElseThrow(() -> HttpProblem.notFound("session", id));
    }

    private void add(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("session");
        Optional<At> found = at(request, response, "/add/" + id);
        if (found.isEmpty()) {
            return;
        }
        At at = found.get();
        Talk talk = talk(request, at.guest());
        Form form = guests.form(request, at.visitor());
        String code = form.text("code");
        Optional<String> wrong = refused(request, response, at, talk, code);
        if (wrong.isPresent()) {
            form(request, response, at, new Typed(code, wrong.get()));
            return;
        }
        Attempt attempt =
                new Attempt(
                        at.guest().event(),
                        new Attempt.Who.Person(at.visitor().attendee()),
                        talk.id(),
                        Side.IN,
                        Way.SELF_REPORT);
        String scans = at.guest().path() + "/scan/" + talk.id();
        Pages.go(response, shown.present(at.guest(), attempt, scans));
        noticing.report(at.guest().event().id(), Caller.of(request).address());
    }

    /** What keeps somebody from reporting, as they are told; the answer has its status then. */
    private Optional<String> refused(
            ServerRequest request, ServerResponse response, At at, Talk talk, String code) {
        When when = when(at, talk);
        if (when == When.TOO_EARLY || when == When.TOO_LATE) {
            response.status(422);
            return Optional.of(at.guest().text().words().get("my.add.not-now"));
        }
        String person = "code " + at.visitor().attendee() + " " + talk.id();
        String address = Caller.of(request).address();
        Duration wait = guesses.begin(person, address);
        if (wait.isPositive()) {
            long seconds = wait.toSeconds() + 1;
            response.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
            return Optional.of(at.guest().text().words().get("my.wait", seconds));
        }
        WayRules.Wanted wanted = new WayRules.Wanted(Way.SELF_REPORT, Side.IN, code, false);
        WayRules.Gate gate = WayRules.gate(wanted, talk.asks());
        if (gate == WayRules.Gate.OPEN) {
            guesses.right(person, address);
            return Optional.empty();
        }
        response.status(422);
        if (gate != WayRules.Gate.CODE_WRONG) {
            guesses.none(person, address);
        }
        boolean missing = gate == WayRules.Gate.CODE_MISSING;
        return Optional.of(
                at.guest().text().words().get(missing ? "my.code.missing" : "my.code.wrong"));
    }
}
