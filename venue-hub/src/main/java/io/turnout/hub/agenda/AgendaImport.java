package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Note;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Takes an agenda into an event: all of a file in one transaction, or nothing. The same file again
 * writes nothing. Sessions that the file lacks stay, since scans may point to them, and so does all
 * that the organizer set. Thread-safe.
 */
public final class AgendaImport {
    private final Database database;
    private final Audit audit;
    private final EventChanged changed;

    public AgendaImport(Database database, Audit audit, EventChanged changed) {
        this.database = database;
        this.audit = audit;
        this.changed = changed;
    }

    private record Done(AgendaCounts counts, boolean wrote) {}

    /**
     * Imports.
     *
     * @param file in any {@link AgendaFormat}, at most {@link
     *     io.turnout.hub.importing.ImportLimits#bytes()}
     * @param who for the audit
     * @param words of whoever reads what is wrong
     */
    public ImportResult<AgendaCounts> run(EventFacts event, byte[] file, String who, Words words) {
        return switch (AgendaFile.parse(file, event.zone(), words)) {
            case Rejected<Agenda>(List<Problem> problems, int notListed) ->
                    new Rejected<>(problems, notListed);
            case Imported<Agenda>(Agenda agenda, List<Note> notes) -> {
                Done done = database.write(handle -> write(handle, event, agenda.roomed(), who));
                if (done.wrote()) {
                    changed.happened(event.id());
                }
                yield new Imported<>(done.counts(), noted(notes, agenda, event.zone(), words));
            }
        };
    }

    /**
     * What importing would do, without doing it.
     *
     * @param file as for {@link #run}
     * @param words of whoever reads what is wrong
     */
    public ImportResult<AgendaPreview> preview(EventFacts event, byte[] file, Words words) {
        return switch (AgendaFile.parse(file, event.zone(), words)) {
            case Rejected<Agenda>(List<Problem> problems, int notListed) ->
                    new Rejected<>(problems, notListed);
            case Imported<Agenda>(Agenda agenda, List<Note> notes) -> {
                Agenda roomed = agenda.roomed();
                AgendaPreview preview =
                        database.read(handle -> {
                            AgendaTables tables = new AgendaTables(handle, event.id());
                            AgendaDiff diff = AgendaDiff.between(tables.known(), roomed);
                            return new AgendaPreview(
                                    AgendaFormat.of(file),
                                    AgendaCounts.of(roomed, diff, tables),
                                    diff);
                        });
                yield new Imported<>(preview, noted(notes, agenda, event.zone(), words));
            }
        };
    }

    private Done write(Handle handle, EventFacts event, Agenda agenda, String who) {
        AgendaTables tables = new AgendaTables(handle, event.id());
        AgendaDiff diff = AgendaDiff.between(tables.known(), agenda);
        AgendaCounts counts = AgendaCounts.of(agenda, diff, tables);
        boolean newRooms = tables.rooms().add(agenda.rooms());
        tables.update(Stream.concat(diff.changed().stream(), diff.moved().stream()));
        tables.add(diff.added());
        boolean wrote = newRooms || !diff.changesNothing();
        if (wrote) {
            audit.add(handle, who, "import agenda", event.id().value(), counts.told());
        }
        return new Done(counts, wrote);
    }

    private static List<Note> noted(List<Note> notes, Agenda agenda, ZoneId zone, Words words) {
        List<Note> all = new ArrayList<>();
        agenda.zone()
                .filter(other -> !other.equals(zone))
                .ifPresent(other ->
                        all.add(
                                new Note(
                                        0,
                                        "time_zone_name",
                                        words.get(
                                                "agenda.note.zone", other.getId(), zone.getId()))));
        all.addAll(notes);
        return all;
    }
}
