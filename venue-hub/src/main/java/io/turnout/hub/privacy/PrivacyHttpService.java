package io.turnout.hub.privacy;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How long an event keeps its attendees' data, when they are erased, and what came of it. */
final class PrivacyHttpService implements HttpService {
    private final Database database;
    private final Frames frames;
    private final Pages pages;

    PrivacyHttpService(Database database, Frames frames, Pages pages) {
        this.database = database;
        this.frames = frames;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/{event}/privacy", Right.CHANGE_EVENT.lets(this::show));
    }

    private void show(ServerRequest request, ServerResponse response) {
        EventFacts event =
                EventFacts.require(database, request.path().pathParameters().get("event"));
        Frame frame = frames.require(event.id().value(), Words.of(request));
        RetentionView view = database.read(handle -> view(handle, event.id()));
        pages.send(request, response, "privacy.jte", Map.of("frame", frame, "view", view));
    }

    private static RetentionView view(Handle handle, EventId event) {
        RetentionRows rows = new RetentionRows(handle);
        RetentionRows.Setting setting = rows.setting(event).orElseThrow();
        long all =
                handle.createQuery("SELECT count(*) FROM attendee WHERE event = ?")
                        .bind(0, event.value())
                        .mapTo(Long.class)
                        .one();
        long known = rows.known(event);
        return new RetentionView(
                setting.days().isPresent(),
                setting.due(),
                rows.plan(event).filter(plan -> Optional.of(plan.due()).equals(setting.due())),
                known,
                all - known);
    }
}
