package io.turnout.hub.corrections;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Correction;
import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.attendance.Correction.Line;
import io.turnout.hub.attendance.ScanName;
import io.turnout.hub.corrections.CorrectionBook.Outcome;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Corrections for programs: made, tried out, and read. */
final class CorrectionApiHttpService implements HttpService {
    private static final String PATH = "/api/v1/events/{event}/corrections";
    private static final int MOST = 100;

    private final CorrectionHttpService desk;

    CorrectionApiHttpService(CorrectionHttpService desk) {
        this.desk = desk;
    }

    Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, Right.CHANGE_ATTENDANCE.lets(this::list))
                .post(PATH, Right.CHANGE_ATTENDANCE.lets(this::make));
    }

    private record ScanBody(
            @Nullable String unit, @Nullable String journal, @Nullable Long number) {
        ScanName name(String field) {
            if (unit == null || journal == null || number == null) {
                throw HttpProblem.badField(field, "Unit, journal and number.");
            }
            return new ScanName(unit, journal, number);
        }
    }

    private record LineBody(
            @Nullable String attendee,
            @Nullable String session,
            @Nullable String in,
            @Nullable String out,
            @Nullable ScanBody scan) {}

    private record Body(
            @Nullable String kind,
            @Nullable String why,
            @Nullable List<LineBody> lines,
            @Nullable Long undoes,
            @Nullable Boolean dryRun) {}

    private record FieldAnswer(String field, String credits) {}

    private record CreditAnswer(boolean granted, long countedMs, List<FieldAnswer> fields) {
        CreditAnswer(CreditLine line) {
            this(
                    line.granted(),
                    line.counted().toMillis(),
                    line.credits().stream()
                            .map(one -> new FieldAnswer(one.field(), one.credits().toPlainString()))
                            .toList());
        }
    }

    private record SideAnswer(
            long presentMs, long percent, int visits, @Nullable CreditAnswer credit) {
        SideAnswer(Preview.Side side, Preview.Place place) {
            this(
                    side.present().toMillis(),
                    side.percent(place),
                    side.presence().map(one -> one.intervals().size()).orElse(0),
                    side.credit().map(CreditAnswer::new).orElse(null));
        }
    }

    private record ChangeAnswer(
            String attendee, String session, SideAnswer before, SideAnswer after) {}

    private record Answer(
            @Nullable Long number, int people, int changed, List<ChangeAnswer> changes) {}

    private record Row(
            long number,
            String kind,
            @Nullable Long undoes,
            @Nullable Long undoneBy,
            String why,
            String who,
            String made,
            long people) {
        Row(Listed one) {
            this(
                    one.number(),
                    one.kind(),
                    one.undoes() > 0 ? one.undoes() : null,
                    one.undoneBy() > 0 ? one.undoneBy() : null,
                    one.why(),
                    one.who(),
                    Instant.ofEpochMilli(one.madeMs()).toString(),
                    one.people());
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        String event = event(request).id().value();
        String after = request.query().first("after").orElse("0");
        if (!after.matches("[0-9]{1,18}")) {
            throw HttpProblem.badField("after", "The number of a correction.");
        }
        List<Row> rows =
                desk
                        .database()
                        .read(handle ->
                                new CorrectionQueries(handle)
                                        .after(event, Long.parseLong(after), MOST))
                        .stream()
                        .map(Row::new)
                        .toList();
        Json.send(response, 200, Map.of("corrections", rows));
    }

    private void make(ServerRequest request, ServerResponse response) {
        EventFacts event = event(request);
        Body body = Json.read(request, Body.class);
        Wanted wanted = wanted(event, body);
        Preview preview = desk.book().preview(event, wanted).orElseThrow(() -> lacks(""));
        if (Boolean.TRUE.equals(body.dryRun())) {
            Json.send(response, 200, answer(null, preview));
            return;
        }
        switch (desk.book().make(event, wanted, Optional.empty(), SignedIn.of(request))) {
            case Outcome.Made(long number, int _) -> {
                desk.awaitFolded();
                Json.send(response, 201, answer(number, preview));
            }
            case Outcome.Changed(Preview _, List<Listed> _) ->
                    throw new IllegalStateException("nothing was seen that could change");
            case Outcome.Refused(String what) -> throw lacks(what);
        }
    }

    private static Answer answer(@Nullable Long number, Preview preview) {
        return new Answer(
                number,
                preview.people(),
                preview.changes().size(),
                preview.shown().stream()
                        .map(one ->
                                new ChangeAnswer(
                                        one.place().number(),
                                        one.place().session(),
                                        new SideAnswer(one.before(), one.place()),
                                        new SideAnswer(one.after(), one.place())))
                        .toList());
    }

    private Wanted wanted(EventFacts event, Body body) {
        Kind kind =
                Arrays.stream(Kind.values())
                        .filter(one -> one.key().equals(body.kind()))
                        .findFirst()
                        .orElseThrow(() ->
                                HttpProblem.badField("kind", "add, annul, move, set or undo."));
        String why = body.why() == null ? "" : body.why().strip();
        boolean oneLine = why.codePoints().noneMatch(Character::isISOControl);
        if (why.length() < Wanted.SHORTEST || why.length() > Wanted.LONGEST || !oneLine) {
            throw HttpProblem.badField(
                    "why",
                    "One line of %d to %d characters.".formatted(Wanted.SHORTEST, Wanted.LONGEST));
        }
        List<LineBody> sent = body.lines() == null ? List.of() : body.lines();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            lines.add(line(event, sent.get(i), "lines[" + i + "]"));
        }
        return checked(new Wanted(kind, lines, Optional.ofNullable(body.undoes()), why));
    }

    /** What a correction of that kind can say, it itself knows best. */
    private static Wanted checked(Wanted wanted) {
        try {
            wanted.as(Correction.NOT_MADE_YET);
            return wanted;
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badField("lines", String.valueOf(e.getMessage()));
        }
    }

    private Line line(EventFacts event, LineBody line, String field) {
        Optional<String> number = Optional.ofNullable(line.attendee());
        Optional<Long> attendee =
                number.map(one ->
                        desk.database()
                                .read(handle ->
                                        new CorrectionQueries(handle)
                                                .byNumber(event.id().value(), one))
                                .orElseThrow(() ->
                                        HttpProblem.badField(
                                                field + ".attendee",
                                                "The number of an attendee of the event.")));
        return new Line(
                attendee,
                Optional.ofNullable(line.session()).map(id -> session(id, field)),
                Optional.ofNullable(line.in()).map(at -> time(at, field + ".in")),
                Optional.ofNullable(line.out()).map(at -> time(at, field + ".out")),
                Optional.ofNullable(line.scan()).map(scan -> scan.name(field + ".scan")));
    }

    private static SessionId session(String id, String field) {
        try {
            return new SessionId(id);
        } catch (IllegalArgumentException _) {
            throw HttpProblem.badField(field + ".session", "The id of a session of the event.");
        }
    }

    private static Instant time(String text, String field) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException _) {
            throw HttpProblem.badField(field, "A time with its offset: 2026-01-31T08:31:02Z.");
        }
    }

    private static HttpProblem lacks(String what) {
        return new HttpProblem(
                422,
                "It names something that the event does not have, or that is not in force: " + what,
                "lines",
                "Look up attendees, sessions and corrections of this event.");
    }

    private EventFacts event(ServerRequest request) {
        return EventFacts.require(desk.database(), request.path().pathParameters().get("event"));
    }
}
