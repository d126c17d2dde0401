package io.turnout.hub.checkin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.web.Right;
import java.util.List;
import java.util.Map;

/** The page of what was noticed of the ways that nobody watches. */
final class NoticedHttpService implements HttpService {
    private final PinsHttpService.Setting setting;

    NoticedHttpService(PinsHttpService.Setting setting) {
        this.setting = setting;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/noticed", Right.SEE_ATTENDANCE.lets(this::list));
    }

    private void list(ServerRequest request, ServerResponse response) {
        EventFacts event = setting.event(request);
        setting.pages()
                .send(
                        request,
                        response,
                        "noticed.jte",
                        Map.of(
                                "frame",
                                setting.frame(request, event),
                                "findings",
                                setting.database().read(handle -> Noticing.of(handle, event.id())),
                                "kinds",
                                List.of(Noticing.Kind.values())));
    }
}
