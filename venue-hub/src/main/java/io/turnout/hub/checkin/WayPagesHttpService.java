package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The page of all ways to check in: where each is set up, and what is switched on besides. */
final class WayPagesHttpService implements HttpService {
    private static final String WAYS = "/events/{event}/ways";
    private static final String FORM = "field.ways";
    private static final int LONGEST = 2_000;

    private final PinsHttpService.Setting setting;
    private final Audit audit;

    WayPagesHttpService(PinsHttpService.Setting setting, Audit audit) {
        this.setting = setting;
        this.audit = audit;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(WAYS, Right.CHANGE_ATTENDANCE.lets(this::ask))
                .post(WAYS, Right.CHANGE_ATTENDANCE.lets(this::change));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        WaySettings now = setting.database().read(handle -> WaySettings.of(handle, event.id()));
        page(request, response, fields(now));
    }

    private void change(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        Reading reading = new Reading(FORM, Form.read(request), Words.of(request));
        WaySettings wanted =
                new WaySettings(
                        reading.ticked("check-out"),
                        reading.ticked("self-report"),
                        reading.needsNumber("report-days", 0, WaySettings.MOST_DAYS),
                        sites(reading),
                        reading.version());
        if (!reading.isGood()) {
            response.status(422);
            page(request, response, reading.fields());
            return;
        }
        String who = SignedIn.of(request).name();
        Optional<WaySettings.Changed> changed =
                wanted.keep(setting.database(), audit, event.id(), who);
        if (changed.isPresent()) {
            Audit.Entry last = changed.get().last();
            VenueText text = setting.frame(request, event).text();
            Fields.Editor editor = new Fields.Editor(last.who(), text.moment(last.atMs()));
            response.status(409);
            page(request, response, reading.fields().against(fields(changed.get().now()), editor));
        } else {
            setting.door().changed();
            setting.pages().done(response, request.path().path(), "done.ways");
        }
    }

    private static List<String> sites(Reading reading) {
        List<String> sites =
                reading.lines("embedded-in", LONGEST)
                        .lines()
                        .map(line -> line.strip().toLowerCase(Locale.ROOT))
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList();
        if (sites.size() > WaySettings.MOST_SITES
                || !sites.stream().allMatch(WaySettings::isSite)) {
            reading.refuse("embedded-in", "ways.embedded-in.wrong", WaySettings.MOST_SITES);
        }
        return sites;
    }

    private static Fields fields(WaySettings now) {
        return Fields.of(
                FORM,
                Fields.single(
                        Map.of(
                                "check-out",
                                now.checkOut() ? "yes" : "",
                                "self-report",
                                now.selfReport() ? "yes" : "",
                                "report-days",
                                String.valueOf(now.reportDays()),
                                "embedded-in",
                                String.join("\n", now.embeddedIn()))),
                now.version());
    }

    private void page(ServerRequest request, ServerResponse response, Fields form) {
        EventFacts event = setting.event(request);
        setting.pages()
                .send(
                        request,
                        response,
                        "ways.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "form",
                                form,
                                "link",
                                setting.url() + "/my/" + event.id()));
    }
}
