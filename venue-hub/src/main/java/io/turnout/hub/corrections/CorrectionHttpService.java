package io.turnout.hub.corrections;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.corrections.SessionChoices.Choice;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the pages of corrections have in common: what a request is about, and its steps. */
record CorrectionHttpService(Database database, CorrectionBook book, Frames frames, Pages pages) {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final int TIMES = 100;

    /** What a request about a session is about. */
    record AtSession(EventFacts event, Frame frame, SessionChoices sessions, Choice session) {}

    /**
     * What is shown before something is made.
     *
     * @param others who corrected the same people meanwhile
     * @param stale whether it would do something else than was shown before
     */
    record Shown(Preview preview, List<Listed> others, boolean stale) {
        static Shown first(Preview preview) {
            return new Shown(preview, List.of(), false);
        }
    }

    EventFacts event(ServerRequest request) {
        return EventFacts.require(database, request.path().pathParameters().get("event"));
    }

    Frame frame(ServerRequest request) {
        return frames.require(request.path().pathParameters().get("event"), Words.of(request));
    }

    /**
     * The session of a request's path.
     *
     * @throws HttpProblem 404 where the event has none like it
     */
    AtSession session(ServerRequest request) {
        EventFacts event = event(request);
        SessionChoices sessions =
                database.read(
                        handle -> SessionChoices.of(handle, event.id().value(), event.zone()));
        String id = request.path().pathParameters().get("session");
        Choice session = sessions.find(id).orElseThrow(() -> HttpProblem.notFound("session", id));
        return new AtSession(event, frame(request), sessions, session);
    }

    /** Makes a correction, if what would come of it is still what the form's page showed. */
    CorrectionBook.Outcome make(ServerRequest request, EventFacts event, Wanted wanted, Form form) {
        String newest = form.text("newest");
        CorrectionBook.Seen seen =
                new CorrectionBook.Seen(
                        form.text("mark"),
                        newest.matches("[0-9]{1,18}") ? Long.parseLong(newest) : 0);
        return book.make(event, wanted, seen, SignedIn.of(request));
    }

    /** The page between a form and what it does. */
    void preview(
            ServerRequest request,
            ServerResponse response,
            Frame frame,
            Applying applying,
            Preview preview) {
        pages.send(
                request,
                response,
                "correctionPreview.jte",
                Map.of(
                        "frame",
                        frame,
                        "applying",
                        applying,
                        "preview",
                        preview,
                        "newest",
                        book.newest()));
    }

    /**
     * Waits a moment until reports have followed: whoever made a correction finds it there. What is
     * made for thousands takes longer, and pages say so.
     */
    void awaitFolded() {
        try {
            for (int i = 0; i < TIMES && waiting() > 0; i++) {
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the hub stops: the page says what waits
        }
    }

    private long waiting() {
        return database.read(handle -> new CorrectionQueries(handle).waiting());
    }
}
