package io.turnout.hub.programs;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.Rooms;
import io.turnout.hub.programs.MeetingBook.Change;
import io.turnout.hub.programs.MeetingBook.Draft;
import io.turnout.hub.programs.MeetingBook.Outcome;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages on which those who run a path book meetings and say what becomes of them. */
final class MeetingHttpService implements HttpService {
    private static final String NEW = "/events/{event}/paths/{path}/meetings";
    private static final String ONE = "/events/{event}/meetings/{meeting}";
    private static final String SURE = "sure";
    private static final List<String> DEEDS =
            List.of("cancel", "held", "not-held", "other", "resolve");

    private final ProgramFrames around;
    private final MeetingBook book;
    private final Rooms rooms;
    private final Pages pages;

    MeetingHttpService(ProgramFrames around, MeetingBook book, Rooms rooms, Pages pages) {
        this.around = around;
        this.book = book;
        this.rooms = rooms;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(NEW + "/new", Right.RUN_PATHS.lets(this::askNew))
                .post(NEW, Right.RUN_PATHS.lets(this::book))
                .get(ONE, Right.RUN_PATHS.lets(this::show))
                .post(ONE, Right.RUN_PATHS.lets(this::happens))
                .get(ONE + "/move", Right.RUN_PATHS.lets(this::askMove))
                .post(ONE + "/move", Right.RUN_PATHS.lets(this::move));
    }

    private void askNew(ServerRequest request, ServerResponse response) {
        List<Long> members =
                around.paths().members(path(request).id()).stream()
                        .map(PathBook.Member::attendee)
                        .toList();
        form(request, response, MeetingForm.empty(members), List.of());
    }

    private void book(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        Path path = path(request);
        Form sent = Form.read(request);
        Reading reading = new Reading(MeetingForm.NAME, sent, Words.of(request));
        MeetingForm.Times times = MeetingForm.times(reading, frame.text().zone());
        RoomId room = MeetingForm.room(reading, List.copyOf(rooms(frame).keySet()));
        List<Long> members =
                around.paths().members(path.id()).stream().map(PathBook.Member::attendee).toList();
        Draft draft =
                new Draft(
                        room, times.start(), times.end(), MeetingForm.attendees(reading, members));
        if (!reading.isGood()) {
            response.status(422);
            form(request, response, reading.fields(), List.of());
            return;
        }
        List<MeetingQueries.Conflict> conflicts =
                around.meetings().conflicts(room, times.start(), times.end(), Optional.empty());
        if (!conflicts.isEmpty() && sent.text(SURE).isEmpty()) {
            response.status(409);
            form(request, response, reading.fields(), conflicts);
            return;
        }
        Actor by = new Actor.Runner(SignedIn.of(request).name());
        switch (book.book(path, draft, by)) {
            case Outcome.Done(MeetingId made) ->
                    pages.done(response, frame.path("/meetings/" + made), "done.meeting-booked");
            case Outcome.Refused(MeetingOutcome.Reason reason) -> {
                reading.refuse("start", "meetings.refused." + reason.key());
                response.status(422);
                form(request, response, reading.fields(), List.of());
            }
            case Outcome.NotThere() -> throw HttpProblem.notFound("room", room.value());
        }
    }

    private void form(
            ServerRequest request,
            ServerResponse response,
            Fields form,
            List<MeetingQueries.Conflict> conflicts) {
        Frame frame = frame(request);
        Path path = path(request);
        Map<String, String> members = new LinkedHashMap<>();
        for (PathBook.Member member : around.paths().members(path.id())) {
            members.put(
                    String.valueOf(member.attendee()), member.name() + " (" + member.role() + ")");
        }
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame);
        model.put("back", frame.path("/paths/" + path.id()));
        model.put("crumb", path.name());
        model.put("action", frame.path("/paths/" + path.id() + "/meetings"));
        model.put("members", members);
        model.put("rooms", rooms(frame));
        model.put("form", form);
        model.put("conflicts", conflicts);
        model.put("moves", false);
        pages.send(request, response, "meetingForm.jte", model);
    }

    private Map<String, String> rooms(Frame frame) {
        Map<String, String> names = new LinkedHashMap<>();
        rooms.all(frame.event()).forEach(room -> names.put(room.id().value(), room.name()));
        return names;
    }

    private void show(ServerRequest request, ServerResponse response) {
        show(request, response, Fields.empty(MeetingForm.NAME), "");
    }

    private void show(ServerRequest request, ServerResponse response, Fields form, String refused) {
        Meeting meeting = meeting(request);
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame(request));
        model.put("meeting", meeting);
        model.put("people", around.meetings().people(meeting.id()));
        model.put("steps", around.meetings().steps(meeting.id()));
        model.put("comments", around.meetings().comments(meeting.id()));
        model.put("form", form);
        model.put("refused", refused);
        pages.send(request, response, "meeting.jte", model);
    }

    private void happens(ServerRequest request, ServerResponse response) {
        Meeting meeting = meeting(request);
        Form sent = Form.read(request);
        Reading reading = new Reading(MeetingForm.NAME, sent, Words.of(request));
        Optional<MeetingEvent> what = what(reading);
        String comment = reading.lines("comment", 2_000);
        if (!reading.isGood() || what.isEmpty()) {
            response.status(422);
            show(request, response, reading.fields(), "");
            return;
        }
        if (CancelQuestion.isToBeAsked(meeting, sent)) {
            askCancel(request, response, meeting);
            return;
        }
        Actor by = new Actor.Runner(SignedIn.of(request).name());
        Change change = new Change(what.get(), Optional.empty(), comment, by);
        Outcome outcome = book.happens(event(request), meeting.id(), change);
        answer(request, response, outcome, sent.text("do"));
    }

    private void askCancel(ServerRequest request, ServerResponse response, Meeting meeting) {
        Frame frame = frame(request);
        int people = around.meetings().people(meeting.id()).size();
        CancelQuestion question =
                new CancelQuestion(meeting, frame.path("/meetings/" + meeting.id()), people);
        pages.send(
                request,
                response,
                "eventQuestion.jte",
                Map.of(
                        "frame",
                        frame,
                        "question",
                        question.ask(frame.text(), Map.of()),
                        "current",
                        "programs"));
    }

    private static Optional<MeetingEvent> what(Reading reading) {
        return switch (reading.choice("do", DEEDS)) {
            case "cancel" -> Optional.of(new MeetingEvent.Cancel());
            case "held" -> Optional.of(new MeetingEvent.Confirm());
            case "not-held" -> Optional.of(new MeetingEvent.DidNotTakePlace());
            case "other" ->
                    Optional.of(new MeetingEvent.OtherDuration(MeetingForm.minutes(reading)));
            case "resolve" -> Optional.of(MeetingForm.verdict(reading));
            default -> Optional.empty();
        };
    }

    private void answer(
            ServerRequest request, ServerResponse response, Outcome outcome, String deed) {
        Frame frame = frame(request);
        switch (outcome) {
            case Outcome.Done(MeetingId now) ->
                    pages.done(response, frame.path("/meetings/" + now), "done.meeting." + deed);
            case Outcome.Refused(MeetingOutcome.Reason reason) -> {
                response.status(409);
                String why = Words.of(request).get("meetings.refused." + reason.key());
                show(request, response, Fields.empty(MeetingForm.NAME), why);
            }
            case Outcome.NotThere() ->
                    throw HttpProblem.notFound(
                            "meeting", request.path().pathParameters().get("meeting"));
        }
    }

    private void askMove(ServerRequest request, ServerResponse response) {
        Meeting meeting = meeting(request);
        Fields fields = MeetingForm.of(meeting, frame(request).text().zone());
        moveForm(request, response, fields, List.of());
    }

    private void move(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        Meeting meeting = meeting(request);
        Form sent = Form.read(request);
        Reading reading = new Reading(MeetingForm.NAME, sent, Words.of(request));
        MeetingForm.Times times = MeetingForm.times(reading, frame.text().zone());
        RoomId room = MeetingForm.room(reading, List.copyOf(rooms(frame).keySet()));
        if (!reading.isGood()) {
            response.status(422);
            moveForm(request, response, reading.fields(), List.of());
            return;
        }
        List<MeetingQueries.Conflict> conflicts =
                around.meetings()
                        .conflicts(room, times.start(), times.end(), Optional.of(meeting.id()));
        if (!conflicts.isEmpty() && sent.text(SURE).isEmpty()) {
            response.status(409);
            moveForm(request, response, reading.fields(), conflicts);
            return;
        }
        Actor by = new Actor.Runner(SignedIn.of(request).name());
        MeetingEvent what = new MeetingEvent.Reschedule(times.start(), times.end());
        Change change = new Change(what, Optional.of(room), "", by);
        answer(request, response, book.happens(frame.event(), meeting.id(), change), "move");
    }

    private void moveForm(
            ServerRequest request,
            ServerResponse response,
            Fields form,
            List<MeetingQueries.Conflict> conflicts) {
        Frame frame = frame(request);
        Meeting meeting = meeting(request);
        String path = frame.path("/meetings/" + meeting.id());
        String when = frame.text().moment(meeting.state().start().toEpochMilli());
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame);
        model.put("back", path);
        model.put("crumb", Words.of(request).get("meetings.of", when));
        model.put("action", path + "/move");
        model.put("members", Map.of());
        model.put("rooms", rooms(frame));
        model.put("form", form);
        model.put("conflicts", conflicts);
        model.put("moves", true);
        pages.send(request, response, "meetingForm.jte", model);
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }

    private Frame frame(ServerRequest request) {
        return around.of(event(request), Words.of(request));
    }

    private Path path(ServerRequest request) {
        String id = request.path().pathParameters().get("path");
        return around.path(event(request), id, SignedIn.of(request));
    }

    private Meeting meeting(ServerRequest request) {
        String id = request.path().pathParameters().get("meeting");
        return around.meeting(event(request), id, SignedIn.of(request))
                .at(frame(request).text().now());
    }
}
