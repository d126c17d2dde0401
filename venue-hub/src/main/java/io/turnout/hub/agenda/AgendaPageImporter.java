package io.turnout.hub.agenda;

import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.Importer;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.store.Database;
import java.util.List;

/** The import of an agenda as a page does it. */
public record AgendaPageImporter(Database database, AgendaImport agendas)
        implements Importer<AgendaPreview> {

    @Override
    public ImportResult<AgendaPreview> preview(Asked asked, byte[] file) {
        asked.progress().begin(Progress.Stage.READING, 0);
        return agendas.preview(EventFacts.require(database, asked.event()), file, asked.words());
    }

    @Override
    public String mark(AgendaPreview preview) {
        return preview.mark();
    }

    @Override
    public ImportResult<Taken> take(Asked asked, byte[] file, AgendaPreview shown) {
        EventFacts event = EventFacts.require(database, asked.event());
        asked.progress().begin(Progress.Stage.WRITING, 0);
        return agendas.run(event, file, asked.who(), asked.words())
                .map(counts ->
                        new Taken(
                                "/events/" + event.id() + "/sessions?day=all",
                                "done.agenda",
                                List.of(counts.added(), counts.changed() + counts.moved())));
    }
}
