package io.turnout.hub.programs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.RejectedBody;
import io.turnout.hub.programs.MeetingBook.Change;
import io.turnout.hub.programs.MeetingBook.Draft;
import io.turnout.hub.programs.MeetingBook.Outcome;
import io.turnout.hub.programs.MeetingJson.ConflictAnswer;
import io.turnout.hub.programs.MeetingJson.EffectAnswer;
import io.turnout.hub.programs.MeetingJson.MeetingAnswer;
import io.turnout.hub.programs.MeetingJson.StateAnswer;
import io.turnout.hub.web.Bodies;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Programs, paths and meetings for programs: read, booked, and what becomes of them; by whoever
 * runs a path, of that path. There is nothing here for participants, who have their pages.
 */
final class MeetingApiHttpService implements HttpService {
    private static final String EVENT = "/api/v1/events/{event}/";
    private static final String PATH = EVENT + "paths/{path}";
    private static final String MEETING = EVENT + "meetings/{meeting}";
    private static final int MOST = 500;

    private final ProgramFrames around;
    private final MeetingBook book;
    private final MeetingImport imports;

    MeetingApiHttpService(ProgramFrames around, MeetingBook book, MeetingImport imports) {
        this.around = around;
        this.book = book;
        this.imports = imports;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(EVENT + "programs", Right.RUN_PATHS.lets(this::programs))
                .get(PATH, Right.RUN_PATHS.lets(this::path))
                .get(PATH + "/meetings", Right.RUN_PATHS.lets(this::list))
                .post(PATH + "/meetings", Right.RUN_PATHS.lets(this::book))
                .get(MEETING, Right.RUN_PATHS.lets(this::one))
                .post(MEETING, Right.RUN_PATHS.lets(this::happens))
                .post(EVENT + "meetings", Right.CHANGE_PROGRAMS.lets(this::take));
    }

    private record ImportAnswer(@JsonUnwrapped MeetingCounts counts, List<Note> notes) {}

    /** Those with a path that whoever asks runs. */
    private void programs(ServerRequest request, ServerResponse response) {
        String event = event(request);
        SignedIn user = SignedIn.of(request);
        boolean all = user.may(Right.CHANGE_PROGRAMS, event);
        Predicate<Path> seen = around.paths().seenBy(user, event);
        List<MeetingJson.ProgramAnswer> programs =
                around.programs().of(event).stream()
                        .map(program ->
                                new MeetingJson.ProgramAnswer(
                                        program,
                                        around.meetings().totals(program).stream()
                                                .filter(one -> seen.test(one.path()))
                                                .map(MeetingJson.PathRow::new)
                                                .toList()))
                        .filter(program -> all || !program.paths().isEmpty())
                        .toList();
        Json.send(response, 200, Map.of("programs", programs));
    }

    private void path(ServerRequest request, ServerResponse response) {
        Path found = found(request);
        Json.send(
                response,
                200,
                new MeetingJson.PathAnswer(
                        found, around.meetings().hours(found), around.paths().members(found.id())));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Path found = found(request);
        String after = request.query().first("after").orElse("0");
        if (!after.matches("[0-9]{1,18}")) {
            throw HttpProblem.badField("after", "The id of a meeting.");
        }
        List<Meeting> meetings = around.meetings().after(found.id(), Long.parseLong(after), MOST);
        Map<MeetingId, List<String>> numbers = around.meetings().numbers(meetings);
        List<MeetingAnswer> answers =
                meetings.stream()
                        .map(one ->
                                new MeetingAnswer(one, numbers.getOrDefault(one.id(), List.of())))
                        .toList();
        Json.send(response, 200, Map.of("meetings", answers));
    }

    private void one(ServerRequest request, ServerResponse response) {
        Meeting meeting = meeting(request);
        Json.send(
                response,
                200,
                new MeetingJson.WholeAnswer(
                        answer(meeting),
                        around.meetings().steps(meeting.id()).stream()
                                .map(MeetingJson.StepAnswer::new)
                                .toList(),
                        around.meetings().comments(meeting.id()).stream()
                                .map(MeetingJson.CommentAnswer::new)
                                .toList()));
    }

    private void book(ServerRequest request, ServerResponse response) {
        Path path = found(request);
        MeetingWish.Booking wish = Json.read(request, MeetingWish.Booking.class);
        Draft draft = wish.draft(around.paths().members(path.id()));
        List<ConflictAnswer> conflicts =
                conflicts(draft.room(), draft.start(), draft.end(), Optional.empty());
        if (wish.isTrial()) {
            book.refusal(path, draft).ifPresent(refused -> done(refused, draft.room()));
            MeetingState booked = MeetingState.booked(draft.start(), draft.end());
            Json.send(
                    response,
                    200,
                    new EffectAnswer(null, new StateAnswer(booked), null, conflicts));
            return;
        }
        MeetingId made = done(book.book(path, draft, by(request)), draft.room());
        Json.send(response, 201, EffectAnswer.done(answer(event(request), made), conflicts));
    }

    private void happens(ServerRequest request, ServerResponse response) {
        Meeting meeting = meeting(request);
        MeetingWish.Deed wish = Json.read(request, MeetingWish.Deed.class);
        MeetingEvent what = wish.what();
        Optional<RoomId> to =
                what instanceof MeetingEvent.Reschedule ? wish.toRoom() : Optional.empty();
        Change change = new Change(what, to, wish.said(), by(request));
        RoomId room = to.orElse(meeting.room());
        if (!book.isRoom(event(request), room)) {
            throw HttpProblem.notFound("room", room.value());
        }
        List<ConflictAnswer> conflicts =
                what instanceof MeetingEvent.Reschedule(Instant start, Instant end)
                        ? conflicts(room, start, end, Optional.of(meeting.id()))
                        : List.of();
        if (wish.isTrial()) {
            Json.send(response, 200, would(book.would(meeting, change), conflicts));
            return;
        }
        MeetingId now = done(book.happens(event(request), meeting.id(), change), room);
        Json.send(response, 200, EffectAnswer.done(answer(event(request), now), conflicts));
    }

    private static EffectAnswer would(MeetingOutcome outcome, List<ConflictAnswer> conflicts) {
        return switch (outcome) {
            case MeetingOutcome.Refused(MeetingOutcome.Reason reason) -> throw refused(reason);
            case MeetingOutcome.Changed(MeetingState now) ->
                    new EffectAnswer(null, new StateAnswer(now), null, conflicts);
            case MeetingOutcome.Split(MeetingState old, MeetingState fresh) ->
                    new EffectAnswer(null, new StateAnswer(old), new StateAnswer(fresh), conflicts);
        };
    }

    private void take(ServerRequest request, ServerResponse response) {
        Asked asked = new Asked(event(request), SignedIn.of(request).name(), Words.english());
        byte[] file = Bodies.read(request, ImportLimits.DEFAULT.bytes());
        switch (imports.run(asked, file)) {
            case Imported<MeetingCounts>(MeetingCounts counts, List<Note> notes) ->
                    Json.send(response, 200, new ImportAnswer(counts, notes));
            case Rejected<MeetingCounts> rejected ->
                    Json.send(response, 422, RejectedBody.of(rejected));
        }
    }

    private static MeetingId done(Outcome outcome, RoomId room) {
        return switch (outcome) {
            case Outcome.Done(MeetingId meeting) -> meeting;
            case Outcome.Refused(MeetingOutcome.Reason reason) -> throw refused(reason);
            case Outcome.NotThere() -> throw HttpProblem.notFound("room", room.value());
        };
    }

    private static HttpProblem refused(MeetingOutcome.Reason reason) {
        return new HttpProblem(
                409,
                Words.english().get("meetings.refused." + reason.key()),
                "meeting",
                "What can be done depends on the status of the meeting and on the time: read it"
                        + " again.");
    }

    private List<ConflictAnswer> conflicts(
            RoomId room, Instant start, Instant end, Optional<MeetingId> but) {
        return around.meetings().conflicts(room, start, end, but).stream()
                .map(ConflictAnswer::new)
                .toList();
    }

    private MeetingAnswer answer(String event, MeetingId id) {
        return answer(around.meetings().find(event, id).orElseThrow());
    }

    private MeetingAnswer answer(Meeting meeting) {
        List<Meeting> one = List.of(meeting);
        return new MeetingAnswer(
                meeting, around.meetings().numbers(one).getOrDefault(meeting.id(), List.of()));
    }

    private static Actor by(ServerRequest request) {
        return new Actor.Runner(SignedIn.of(request).name());
    }

    private static String event(ServerRequest request) {
        return request.path().pathParameters().get("event");
    }

    private Path found(ServerRequest request) {
        String id = request.path().pathParameters().get("path");
        return around.path(event(request), id, SignedIn.of(request));
    }

    private Meeting meeting(ServerRequest request) {
        String id = request.path().pathParameters().get("meeting");
        return around.meeting(event(request), id, SignedIn.of(request));
    }
}
