package io.turnout.hub.agenda;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.RejectedBody;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Bodies;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.web.Words;
import java.util.List;

/** The import of agendas, for programs. */
public final class AgendaHttpService implements HttpService {
    private final Database database;
    private final AgendaImport agendas;

    public AgendaHttpService(Database database, AgendaImport agendas) {
        this.database = database;
        this.agendas = agendas;
    }

    /** The routes, all for signed-in users. */
    public Feature feature() {
        return Feature.closed(this);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/events/{event}/agenda", Right.CHANGE_AGENDA.lets(this::agenda));
    }

    private record Answer(@JsonUnwrapped AgendaCounts counts, List<Note> notes) {}

    private void agenda(ServerRequest request, ServerResponse response) {
        EventFacts event =
                EventFacts.require(database, request.path().pathParameters().get("event"));
        byte[] file = Bodies.read(request, ImportLimits.DEFAULT.bytes());
        switch (agendas.run(event, file, SignedIn.of(request).name(), Words.english())) {
            case Imported<AgendaCounts>(AgendaCounts counts, List<Note> notes) ->
                    Json.send(response, 200, new Answer(counts, notes));
            case Rejected<AgendaCounts> rejected ->
                    Json.send(response, 422, RejectedBody.of(rejected));
        }
    }
}
