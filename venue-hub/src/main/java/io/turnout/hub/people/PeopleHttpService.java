package io.turnout.hub.people;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.RejectedBody;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Bodies;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.badge.SignedCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Attendees, registrations and badges, for programs. */
public final class PeopleHttpService implements HttpService {
    private static final String EVENT = "/api/v1/events/{event}/";

    private final Database database;
    private final AttendeeImport attendees;
    private final RegistrationImport registrations;
    private final Badges badges;
    private final SignedBadges signed;

    public PeopleHttpService(
            Database database,
            AttendeeImport attendees,
            RegistrationImport registrations,
            Badges badges,
            SignedBadges signed) {
        this.database = database;
        this.attendees = attendees;
        this.registrations = registrations;
        this.badges = badges;
        this.signed = signed;
    }

    /** The routes, all for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(EVENT + "attendees", Right.CHANGE_PEOPLE.lets(this::attendees))
                .post(EVENT + "registrations", Right.CHANGE_PEOPLE.lets(this::registrations))
                .post(EVENT + "badges", Right.CHANGE_PEOPLE.lets(this::issue))
                .get(EVENT + "badges", Right.SEE_PEOPLE.hands("download badges", this::list))
                .post(EVENT + "badges/{code}/state", Right.CHANGE_PEOPLE.lets(this::setState))
                .get(EVENT + "badges/{code}/signed", Right.CHANGE_PEOPLE.lets(this::sign));
    }

    private record Answer(@JsonUnwrapped PeopleCounts counts, List<Note> notes) {}

    private record Issued(int issued) {}

    private record StateBody(@Nullable String state) {}

    private record StateAnswer(String attendee, String state) {}

    private record SignedAnswer(String code) {}

    private void attendees(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        answer(response, attendees.run(event, file(request), SignedIn.of(request).name()));
    }

    private void registrations(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        answer(response, registrations.run(event, file(request), SignedIn.of(request).name()));
    }

    private void issue(ServerRequest request, ServerResponse response) {
        int issued = badges.issue(event(request), SignedIn.of(request).name());
        Json.send(response, 200, new Issued(issued));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        OutputStream out = response.outputStream();
        badges.list(event, out);
        finish(out);
    }

    private void setState(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        BadgeState state = state(Json.read(request, StateBody.class).state());
        String code = request.path().pathParameters().get("code");
        switch (badges.setState(event, code, state, SignedIn.of(request).name())) {
            case Badges.Change.Done done ->
                    Json.send(
                            response,
                            200,
                            new StateAnswer(done.attendee().value(), name(done.state())));
            case Badges.Change.NoSuchBadge() -> throw HttpProblem.notFound("badge", code);
        }
    }

    private void sign(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        String code = request.path().pathParameters().get("code");
        switch (signed.sign(event, code, SignedIn.of(request).name())) {
            case SignedBadges.Outcome.Done(SignedCode badge) ->
                    Json.send(response, 200, new SignedAnswer(badge.text()));
            case SignedBadges.Outcome.NoSuchBadge() -> throw HttpProblem.notFound("badge", code);
            case SignedBadges.Outcome.NotOurs() ->
                    throw new HttpProblem(
                            409,
                            "This badge was not made here, so it cannot be signed.",
                            "badge",
                            "Units know it by their list. Only codes that this event's hub issued"
                                    + " have a signed form.");
            case SignedBadges.Outcome.OutOfUse(BadgeState state) ->
                    throw new HttpProblem(
                            409,
                            "This badge is " + name(state) + ", so it is not signed.",
                            "badge",
                            "Set it active, or issue another one.");
            case SignedBadges.Outcome.NoDays() ->
                    throw new HttpProblem(
                            409,
                            "The event has no sessions yet, so no days that a badge could be valid"
                                    + " on.",
                            "event",
                            "Import its agenda first.");
        }
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }

    private static byte[] file(ServerRequest request) {
        return Bodies.read(request, ImportLimits.DEFAULT.bytes());
    }

    private static void answer(ServerResponse response, ImportResult<PeopleCounts> result) {
        switch (result) {
            case Imported<PeopleCounts>(PeopleCounts counts, List<Note> notes) ->
                    Json.send(response, 200, new Answer(counts, notes));
            case Rejected<PeopleCounts> rejected ->
                    Json.send(response, 422, RejectedBody.of(rejected));
        }
    }

    /** Only what was written to its end may look complete, so an error must not close it. */
    private static void finish(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the list could not be sent to its end", e);
        }
    }

    private static BadgeState state(@Nullable String text) {
        return Stream.of(BadgeState.values())
                .filter(state -> name(state).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        HttpProblem.badField("state", "active, revoked, blocked or replaced."));
    }

    private static String name(BadgeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
