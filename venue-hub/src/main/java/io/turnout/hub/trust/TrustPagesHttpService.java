package io.turnout.hub.trust;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.DoorBook;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.print.QrImage;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Question;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who the units of an event are to the hub: tickets made, identities taken back. */
public final class TrustPagesHttpService implements HttpService {
    private static final String PAGE = "/events/{event}/units/identities";
    private static final String UNIT = "/events/{event}/units/{unit}";
    private static final String FORM = "field.unit";
    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();

    private final Database database;
    private final Fleet fleet;
    private final Optional<Door> door;
    private final Frames frames;
    private final Pages pages;

    /**
     * @param door missing where the hub takes units' secrets instead of certificates
     */
    public TrustPagesHttpService(
            Database database, Fleet fleet, Optional<Door> door, Frames frames, Pages pages) {
        this.database = database;
        this.fleet = fleet;
        this.door = door;
        this.frames = frames;
        this.pages = pages;
    }

    /** Units, and the rooms where they stand. */
    public record Fleet(Units units, DoorBook doors) {}

    /** The hub's authority and the way in. */
    public record Door(Authority authority, Enrolment enrolment) {}

    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.CHANGE_DOORS;
        rules.get("/authority.pem", Right.OPEN.lets(this::authority))
                .get(PAGE, right.lets(this::list))
                .post(PAGE, right.lets(this::add))
                .post(UNIT + "/ticket", right.lets(this::ticket))
                .get(UNIT + "/revoke", right.lets(this::askRevoke))
                .post(UNIT + "/revoke", right.lets(this::revoke));
    }

    /** No secret: whoever connects is shown it anyhow. */
    private void authority(ServerRequest request, ServerResponse response) {
        String pem = open().authority().pem();
        response.header(HeaderNames.CONTENT_TYPE, "application/x-pem-file")
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"authority.pem\"")
                .send(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Map<String, String> start = Map.of("id", "", "mode", "auto");
        page(request, response, Fields.of(FORM, Fields.single(start), 0));
    }

    private void page(ServerRequest request, ServerResponse response, Fields form) {
        Frame frame = frame(request);
        Words words = Words.of(request);
        Map<String, String> modes = new LinkedHashMap<>();
        MODES.forEach(mode -> modes.put(mode, words.get("field.place.mode." + mode)));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", frame);
        model.put("form", form);
        model.put("modes", modes);
        model.put("rooms", rooms(frame.event()));
        model.put("fingerprint", door.map(open -> open.authority().shown()).orElse(""));
        model.put(
                "identities",
                database.read(handle ->
                        Identity.of(handle, frame.event(), frame.text().now().toEpochMilli())));
        pages.send(request, response, "identities.jte", model);
    }

    /** A new unit is registered and gets its ticket in one step. */
    private void add(ServerRequest request, ServerResponse response) {
        open();
        String event = frame(request).event();
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        String id = reading.text("id", 1, Ids.MAX_LENGTH);
        if (!id.isEmpty() && !Ids.valid(id)) {
            reading.refuse("id", "identity.id.shape");
        }
        String room = reading.choice("room", List.copyOf(rooms(event).keySet()));
        String mode = reading.choice("mode", MODES);
        if (reading.isGood() && !registered(request, id, room, mode)) {
            reading.refuse("id", "identity.id.taken");
        }
        if (reading.isGood()) {
            sendTicket(request, response, new UnitId(id));
        } else {
            response.status(422);
            page(request, response, reading.fields());
        }
    }

    private boolean registered(ServerRequest request, String id, String room, String mode) {
        Units.Registration registration =
                new Units.Registration(
                        new UnitId(id),
                        new RoomId(room),
                        new DoorId(id),
                        Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
        return switch (fleet.units().register(registration, SignedIn.of(request).name())) {
            case Units.Outcome.Registered(_, _) -> true;
            case Units.Outcome.UnitTaken(), Units.Outcome.DoorElsewhere() -> false;
            case Units.Outcome.UnknownRoom() -> throw HttpProblem.notFound("room", room);
        };
    }

    private void ticket(ServerRequest request, ServerResponse response) {
        boolean asFile = Form.read(request).text("as").equals("file");
        UnitId unit = unit(request);
        if (asFile) {
            Enrolment.Ticket ticket = made(request, unit);
            response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .header(HeaderNames.CACHE_CONTROL, "no-store")
                    .header(
                            HeaderNames.CONTENT_DISPOSITION,
                            "attachment; filename=\"" + unit + ".ticket\"")
                    .send((ticket.text().text() + "\n").getBytes(StandardCharsets.US_ASCII));
        } else {
            sendTicket(request, response, unit);
        }
    }

    private void sendTicket(ServerRequest request, ServerResponse response, UnitId unit) {
        Frame frame = frame(request);
        Enrolment.Ticket ticket = made(request, unit);
        String text = ticket.text().text();
        pages.send(
                request,
                response,
                "ticket.jte",
                Map.of(
                        "frame",
                        frame,
                        "unit",
                        unit.value(),
                        "ticket",
                        text,
                        "until",
                        frame.text().moment(ticket.until().toEpochMilli()),
                        "qr",
                        new String(QrImage.of(text).svg(), StandardCharsets.UTF_8)));
    }

    private Enrolment.Ticket made(ServerRequest request, UnitId unit) {
        return open().enrolment()
                .ticket(unit, SignedIn.of(request).name())
                .orElseThrow(() -> HttpProblem.notFound("unit", unit.value()));
    }

    private void askRevoke(ServerRequest request, ServerResponse response) {
        UnitId unit = unit(request);
        Words words = Words.of(request);
        Frame frame = frame(request);
        Question question =
                new Question(
                        words.get("identity.revoke.title", unit.value()),
                        List.of(
                                words.get("identity.revoke.now"),
                                words.get("identity.revoke.scans"),
                                words.get("identity.revoke.ever")),
                        frame.path("/units/" + unit + "/revoke"),
                        Map.of(),
                        words.get("identity.revoke"),
                        frame.path("/units/identities"));
        pages.send(
                request,
                response,
                "eventQuestion.jte",
                Map.of("frame", frame, "question", question, "current", "doors"));
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        Form.read(request);
        UnitId unit = unit(request);
        open().enrolment().revoke(unit, SignedIn.of(request).name());
        String page = frame(request).path("/units/identities");
        pages.done(response, page, "done.unit-revoked", unit.value());
    }

    private Map<String, String> rooms(String event) {
        return fleet.doors().rooms(new EventId(event));
    }

    /** The unit that the address names, where it stands in the event that the address names. */
    private UnitId unit(ServerRequest request) {
        UnitId unit = TrustHttpService.unit(request);
        String event = request.path().pathParameters().get("event");
        if (fleet.units().eventOf(unit).filter(event::equals).isEmpty()) {
            throw HttpProblem.notFound("unit", unit.value());
        }
        return unit;
    }

    private Door open() {
        return TrustHttpService.open(door);
    }

    private Frame frame(ServerRequest request) {
        String event = request.path().pathParameters().get("event");
        return frames.require(event, Words.of(request));
    }
}
