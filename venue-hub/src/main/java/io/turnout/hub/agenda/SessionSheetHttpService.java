package io.turnout.hub.agenda;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.ListQuery;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collection;

/** The sheet of sessions to download: those that the list of sessions shows, or all. */
public final class SessionSheetHttpService implements HttpService {
    private static final String SHEET = "/events/{event}/sessions/sheet";

    private final SessionDesk desk;
    private final SessionSheets sheets;
    private final InstantSource clock;

    public SessionSheetHttpService(SessionDesk desk, SessionSheets sheets, InstantSource clock) {
        this.desk = desk;
        this.sheets = sheets;
        this.clock = clock;
    }

    /** The routes; they must come before those of one session. */
    public Feature feature() {
        return Feature.closed(this);
    }

    /** Codes stand in it, so only who may change sessions gets it. */
    @Override
    public void routing(HttpRules rules) {
        rules.get(SHEET + ".xlsx", Right.CHANGE_AGENDA.hands("download sessions", this::xlsx))
                .get(SHEET + ".csv", Right.CHANGE_AGENDA.hands("download sessions", this::csv));
    }

    /** Writes some sessions of an event. */
    private interface Writer {
        void write(
                EventSettings event,
                Collection<SessionDraft> sessions,
                Words words,
                OutputStream out);
    }

    private void xlsx(ServerRequest request, ServerResponse response) {
        response.header(
                HeaderNames.CONTENT_TYPE,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        send(request, response, "xlsx", sheets::xlsx);
    }

    private void csv(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8; header=present");
        send(request, response, "csv", sheets::csv);
    }

    private void send(
            ServerRequest request, ServerResponse response, String ending, Writer writer) {
        EventSettings event = desk.event(request.path().pathParameters().get("event"));
        Collection<SessionDraft> sessions =
                ManagedSessions.matching(
                        desk.book().all(event.id()).values(),
                        desk.roomNames(event),
                        ListQuery.of(request, ManagedSessions.FILTERS),
                        clock.instant());
        response.header(
                        HeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-sessions.%s\"".formatted(event.id(), ending))
                .header(HeaderNames.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.outputStream()) {
            writer.write(event, sessions, Words.of(request), out);
        } catch (IOException e) {
            throw new UncheckedIOException("the sheet could not be sent to its end", e);
        }
    }
}
