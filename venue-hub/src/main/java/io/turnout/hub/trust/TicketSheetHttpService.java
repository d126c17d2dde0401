package io.turnout.hub.trust;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.RejectedBody;
import io.turnout.hub.print.QrImage;
import io.turnout.hub.web.Bodies;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tickets for many units at once: as a sheet to print and cut, as files, and for programs. */
public final class TicketSheetHttpService implements HttpService {
    private static final String PAGE = "/events/{event}/units/tickets";
    private static final String API = "/api/v1/events/{event}/units";

    private final ManyTickets many;
    private final UnitImport units;
    private final Optional<Enrolment> enrolment;
    private final Frames frames;
    private final Pages pages;

    TicketSheetHttpService(ManyUnits units, Frames frames, Pages pages) {
        this.many = new ManyTickets(units.database(), units.clock());
        this.units = units.lists();
        this.enrolment = units.enrolment();
        this.frames = frames;
        this.pages = pages;
    }

    /**
     * A ticket on the sheet.
     *
     * @param qr as SVG
     * @param token to be sent back for the same tickets as files
     */
    public record Slip(String unit, String room, String door, String qr, String token) {
        static Slip of(ManyTickets.Placed ticket) {
            byte[] svg = QrImage.of(ticket.text()).svg();
            return new Slip(
                    ticket.unit(),
                    ticket.room(),
                    ticket.door(),
                    new String(svg, StandardCharsets.UTF_8),
                    ticket.ticket().text().token());
        }
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_DOORS;
        rules.get(PAGE, right.lets(this::ask))
                .post(PAGE, right.lets(this::sheet))
                .post(PAGE + "/files", right.lets(this::files))
                .post(API, right.lets(this::take))
                .post(API + "/tickets", right.lets(this::make));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        Frame frame = frame(request);
        List<Identity> waiting = many.waiting(frame.event(), Optional.empty());
        Map<String, String> rooms = new LinkedHashMap<>();
        waiting.forEach(unit -> rooms.put(unit.roomId(), unit.room()));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame);
        model.put("open", enrolment.isPresent());
        model.put("waiting", waiting);
        model.put("rooms", rooms);
        pages.send(request, response, "tickets.jte", model);
    }

    private void sheet(ServerRequest request, ServerResponse response) {
        Enrolment open = TrustHttpService.open(enrolment);
        Frame frame = frame(request);
        String room = Form.read(request).text("room");
        List<ManyTickets.Placed> made =
                made(request, open, frame.event(), Optional.of(room).filter(r -> !r.isEmpty()));
        if (made.isEmpty()) {
            Pages.go(response, frame.path("/units/tickets"));
            return;
        }
        long until = made.getFirst().ticket().until().toEpochMilli();
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        pages.send(
                request,
                response,
                "ticketSheet.jte",
                Map.of(
                        "frame",
                        frame,
                        "slips",
                        made.stream().map(Slip::of).toList(),
                        "until",
                        frame.text().moment(until)));
    }

    /** The tickets of a sheet once more, as files: the hub itself does not keep them. */
    private void files(ServerRequest request, ServerResponse response) {
        Enrolment open = TrustHttpService.open(enrolment);
        String event = frame(request).event();
        List<ManyTickets.Placed> tickets = many.still(event, Form.read(request).all("token"), open);
        if (tickets.isEmpty()) {
            throw HttpProblem.of(409, "token", "no-tickets");
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/zip")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"tickets.zip\"")
                .send(zip(tickets));
    }

    private static byte[] zip(List<ManyTickets.Placed> tickets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ManyTickets.zip(tickets, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a zip in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private record Answer(int added, int unchanged, List<Note> notes) {}

    private void take(ServerRequest request, ServerResponse response) {
        String event = frame(request).event();
        byte[] file = Bodies.read(request, ImportLimits.DEFAULT.bytes());
        Importer.Asked asked =
                new Importer.Asked(event, SignedIn.of(request).name(), Words.english());
        switch (units.run(asked, file)) {
            case Imported<UnitImport.Counts>(UnitImport.Counts counts, List<Note> notes) ->
                    Json.send(response, 200, new Answer(counts.added(), counts.unchanged(), notes));
            case Rejected<UnitImport.Counts> rejected ->
                    Json.send(response, 422, RejectedBody.of(rejected));
        }
    }

    private record TicketLine(String unit, String room, String ticket, String until) {}

    private void make(ServerRequest request, ServerResponse response) {
        Enrolment open = TrustHttpService.open(enrolment);
        Optional<String> room = request.query().first("room").asOptional();
        List<TicketLine> lines =
                made(request, open, frame(request).event(), room).stream()
                        .map(each ->
                                new TicketLine(
                                        each.unit(),
                                        each.room(),
                                        each.text(),
                                        each.ticket().until().toString()))
                        .toList();
        Json.send(response, 201, Map.of("tickets", lines));
    }

    private List<ManyTickets.Placed> made(
            ServerRequest request, Enrolment open, String event, Optional<String> room) {
        List<Identity> waiting = many.waiting(event, room);
        if (waiting.size() > ManyTickets.MOST) {
            throw HttpProblem.of(409, "room", "many-tickets");
        }
        return many.make(waiting, open, SignedIn.of(request).name());
    }

    private Frame frame(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        return frames.require(event, Words.of(request));
    }
}
