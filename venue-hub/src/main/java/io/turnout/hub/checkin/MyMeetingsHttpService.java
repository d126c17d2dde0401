package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.checkin.GuestHttpService.Guest;
import io.turnout.hub.checkin.Visitors.Visitor;
import io.turnout.hub.programs.CancelQuestion;
import io.turnout.hub.programs.Meeting;
import io.turnout.hub.programs.MeetingBook.Outcome;
import io.turnout.hub.programs.MeetingForm;
import io.turnout.hub.programs.ParticipantDesk;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attendee's own meetings. Only behind the personal link, as their badge: what an event asks for
 * to know somebody, others may know too.
 */
final class MyMeetingsHttpService implements HttpService {
    private static final String ALL = "/my/{event}/meetings";
    private static final String ONE = ALL + "/{meeting}";

    private final GuestHttpService guests;
    private final IdentifyHttpService identify;
    private final ParticipantDesk desk;
    private final CalendarLinks calendars;

    MyMeetingsHttpService(
            GuestHttpService guests,
            IdentifyHttpService identify,
            ParticipantDesk desk,
            CalendarLinks calendars) {
        this.guests = guests;
        this.identify = identify;
        this.desk = desk;
        this.calendars = calendars;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ALL, Right.OPEN.lets(this::list))
                .get(ONE, Right.OPEN.lets(this::show))
                .post(ONE, Right.OPEN.lets(this::change));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        Optional<Visitor> visitor = guest.visitor();
        if (visitor.isEmpty()) {
            identify.ask(request, response, guest, "/meetings");
            return;
        }
        String event = guest.event().id().value();
        long attendee = visitor.get().attendee();
        boolean byLink = visitor.get().byLink();
        Map<String, Object> model =
                Map.of(
                        "byLink",
                        byLink,
                        "paths",
                        byLink ? desk.paths(event, attendee) : List.of(),
                        "meetings",
                        byLink ? desk.meetings(event, attendee) : List.of(),
                        "calendar",
                        byLink ? calendars.madeMs(attendee) : Optional.empty());
        guests.send(request, response, "myMeetings.jte", guest, model);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        if (guest.visitor().filter(Visitor::byLink).isEmpty()) {
            Pages.go(response, guest.path() + "/meetings");
            return;
        }
        Meeting meeting = meeting(request, guest);
        show(request, response, guest, MeetingForm.of(meeting, guest.settings().zone()), "");
    }

    private void show(
            ServerRequest request,
            ServerResponse response,
            Guest guest,
            Fields form,
            String refused) {
        Meeting meeting = meeting(request, guest);
        guests.send(
                request,
                response,
                "myMeeting.jte",
                guest,
                Map.of(
                        "meeting",
                        meeting,
                        "people",
                        desk.people(meeting),
                        "form",
                        form,
                        "refused",
                        refused));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Guest guest = guests.guest(request);
        Optional<Visitor> visitor = guest.visitor().filter(Visitor::byLink);
        if (visitor.isEmpty()) {
            Pages.go(response, guest.path() + "/meetings");
            return;
        }
        Meeting meeting = meeting(request, guest);
        Form sent = guests.form(request, visitor.get());
        if (CancelQuestion.isToBeAsked(meeting, sent)) {
            ask(request, response, guest, meeting);
            return;
        }
        Reading reading = new Reading(MeetingForm.NAME, sent, guest.text().words());
        Optional<Outcome> outcome =
                desk.does(meeting, reading, guest.settings().zone(), visitor.get().attendee());
        if (outcome.isEmpty()) {
            response.status(422);
            show(request, response, guest, reading.fields(), "");
            return;
        }
        switch (outcome.get()) {
            case Outcome.Done _ ->
                    guests.done(
                            response,
                            guest.path() + "/meetings",
                            "done.meeting." + sent.text("do"));
            case Outcome.Refused(var reason) -> {
                response.status(409);
                String why = guest.text().words().get("meetings.refused." + reason.key());
                show(request, response, guest, reading.fields(), why);
            }
            case Outcome.NotThere() ->
                    throw HttpProblem.notFound("meeting", String.valueOf(meeting.id()));
        }
    }

    private void ask(ServerRequest request, ServerResponse response, Guest guest, Meeting meeting) {
        String here = guest.path() + "/meetings/" + meeting.id();
        CancelQuestion question = new CancelQuestion(meeting, here, desk.people(meeting).size());
        Map<String, String> proof = guests.proof(guest.visitor().orElseThrow());
        guests.send(
                request,
                response,
                "myQuestion.jte",
                guest,
                Map.of("question", question.ask(guest.text(), proof)));
    }

    private Meeting meeting(ServerRequest request, Guest guest) {
        return desk.meeting(
                        guest.event().id().value(),
                        request.path().pathParameters().get("meeting"),
                        guest.visitor().orElseThrow().attendee())
                .at(guest.text().now());
    }
}
