package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.ScanGrants;
import io.turnout.hub.print.QrImage;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The page on which kiosks are made and revoked, by whoever may scan at their session. */
final class KioskPagesHttpService implements HttpService {
    private static final String KIOSKS = "/events/{event}/kiosks";
    private static final String FORM = "field.kiosk";
    private static final int LONGEST_NAME = 60;

    private final PinsHttpService.Setting setting;
    private final KioskBook kiosks;

    KioskPagesHttpService(PinsHttpService.Setting setting, KioskBook kiosks) {
        this.setting = setting;
        this.kiosks = kiosks;
    }

    @Override
    public void routing(HttpRules rules) {
        Right right = Right.SCAN_SOME;
        rules.get(KIOSKS, right.lets(this::list))
                .post(KIOSKS, right.lets(this::make))
                .post(KIOSKS + "/{kiosk}/revoke", right.lets(this::revoke));
    }

    private void list(ServerRequest request, ServerResponse response) {
        Map<String, String> values =
                Map.of(
                        "session", request.query().first("session").orElse(""),
                        "mode", Kiosk.MODES.getFirst(),
                        "asks", Kiosk.Asks.KEYS.getFirst());
        page(request, response, Fields.of(FORM, Fields.single(values), 0));
    }

    /** The sessions at which whoever asks may scan, in their order. */
    private List<Talk> talks(ServerRequest request, EventFacts event) {
        SignedIn user = SignedIn.of(request);
        return setting.database()
                .read(handle ->
                        Talk.all(handle, event).stream()
                                .filter(talk ->
                                        ScanGrants.may(
                                                handle,
                                                user,
                                                event.id().value(),
                                                talk.id().value()))
                                .toList());
    }

    private List<Kiosk> mine(EventFacts event, List<Talk> talks) {
        List<SessionId> may = talks.stream().map(Talk::id).toList();
        return kiosks.all(event.id()).stream()
                .filter(kiosk -> may.contains(kiosk.session()))
                .toList();
    }

    private void page(ServerRequest request, ServerResponse response, Fields form) {
        EventFacts event = setting.event(request);
        Frame frame = setting.frame(request, event);
        Words words = Words.of(request);
        List<Talk> talks = talks(request, event);
        Map<String, String> sessions = new LinkedHashMap<>();
        for (Talk talk : talks) {
            String when = frame.text().moment(talk.startMs());
            sessions.put(
                    talk.id().value(), "%s, %s, %s".formatted(when, talk.title(), talk.room()));
        }
        setting.pages()
                .send(
                        request,
                        response,
                        "kiosks.jte",
                        Map.of(
                                "frame",
                                frame,
                                "form",
                                form,
                                "kiosks",
                                mine(event, talks),
                                "talks",
                                talks.stream().collect(Collectors.toMap(Talk::id, one -> one)),
                                "sessions",
                                sessions,
                                "modes",
                                said(Kiosk.MODES, key -> words.get("kiosk.mode." + key)),
                                "asks",
                                said(Kiosk.Asks.KEYS, key -> words.get("kiosk.asks." + key))));
    }

    private static Map<String, String> said(List<String> keys, UnaryOperator<String> text) {
        Map<String, String> said = new LinkedHashMap<>();
        keys.forEach(key -> said.put(key, text.apply(key)));
        return said;
    }

    private void make(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        List<String> may = new ArrayList<>();
        talks(request, event).forEach(talk -> may.add(talk.id().value()));
        String session = reading.choice("session", may);
        String name = reading.text("name", 1, LONGEST_NAME);
        String mode = reading.choice("mode", Kiosk.MODES);
        String asks = reading.choice("asks", Kiosk.Asks.KEYS);
        if (!reading.isGood()) {
            response.status(422);
            page(request, response, reading.fields());
            return;
        }
        KioskBook.Draft draft =
                new KioskBook.Draft(
                        new SessionId(session), name, Kiosk.mode(mode), Kiosk.Asks.of(asks));
        String token = kiosks.make(event.id(), draft, SignedIn.of(request).name());
        setting.door().changed();
        String link = setting.url() + "/kiosk/open/" + token;
        setting.pages()
                .send(
                        request,
                        response,
                        "kioskMade.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "name",
                                name,
                                "link",
                                link,
                                "qr",
                                new String(QrImage.of(link).svg(), StandardCharsets.UTF_8)));
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Form.read(request);
        String id = request.path().pathParameters().get("kiosk");
        Kiosk kiosk =
                mine(event, talks(request, event)).stream()
                        .filter(one -> String.valueOf(one.id()).equals(id))
                        .findFirst()
                        .orElseThrow(() -> HttpProblem.notFound("kiosk", id));
        kiosks.revoke(event.id(), kiosk.id(), SignedIn.of(request).name());
        setting.pages()
                .done(
                        response,
                        "/events/" + event.id() + "/kiosks",
                        "done.kiosk-revoked",
                        kiosk.name());
    }
}
