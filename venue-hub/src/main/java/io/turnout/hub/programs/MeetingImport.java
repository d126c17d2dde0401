package io.turnout.hub.programs;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.Importer;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.sheet.Table;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.VenueText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Takes a list of meetings into the programs of an event: all of it in one transaction, or nothing.
 * It only adds, so the same list again writes nothing. Thread-safe.
 */
public final class MeetingImport implements Importer<Preview> {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Consumer<String> changed;

    /**
     * @param changed is told after the commit in which event there are more meetings than before
     */
    public MeetingImport(
            Database database, Audit audit, InstantSource clock, Consumer<String> changed) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
    }

    /** What importing would do, without doing it. */
    @Override
    public ImportResult<Preview> preview(Asked asked, byte[] file) {
        EventFacts event = EventFacts.require(database, asked.event());
        Findings findings = asked.findings();
        List<ListedMeeting> listed = listed(event, file, findings);
        if (!findings.clean()) {
            return findings.result(() -> Preview.NOTHING);
        }
        Instant now = clock.instant();
        findings.progress().begin(Progress.Stage.COMPARING, 0);
        return database.read(handle -> {
            MeetingAdditions additions = additions(handle, event, now, findings);
            additions.find(listed);
            VenueText text = new VenueText(asked.words(), event.zone(), now);
            return findings.result(() -> additions.preview(text));
        });
    }

    @Override
    public String mark(Preview preview) {
        return preview.mark();
    }

    @Override
    public ImportResult<Taken> take(Asked asked, byte[] file, Preview shown) {
        return run(asked, file)
                .map(counts ->
                        new Taken(
                                "/events/" + asked.event() + "/programs",
                                "done.meetings",
                                List.of(counts.added())));
    }

    /**
     * Imports.
     *
     * @param file CSV or .xlsx with the columns of {@link MeetingList#COLUMNS}
     */
    public ImportResult<MeetingCounts> run(Asked asked, byte[] file) {
        EventFacts event = EventFacts.require(database, asked.event());
        Findings findings = asked.findings();
        List<ListedMeeting> listed = listed(event, file, findings);
        if (!findings.clean()) {
            return findings.result(() -> MeetingCounts.NONE);
        }
        findings.progress().begin(Progress.Stage.COMPARING, 0);
        ImportResult<MeetingCounts> result =
                database.write(handle -> write(handle, event, listed, asked.who(), findings));
        if (result instanceof Imported<MeetingCounts> done && done.value().added() > 0) {
            changed.accept(asked.event());
        }
        return result;
    }

    private static List<ListedMeeting> listed(EventFacts event, byte[] file, Findings findings) {
        return Sheets.read(file, SheetLimits.LIST, findings)
                .map((Table table) -> MeetingList.read(table, event.zone(), findings))
                .orElseGet(List::of);
    }

    private static MeetingAdditions additions(
            Handle handle, EventFacts event, Instant now, Findings findings) {
        return new MeetingAdditions(new MeetingTables(handle, event.id().value()), now, findings);
    }

    private ImportResult<MeetingCounts> write(
            Handle handle,
            EventFacts event,
            List<ListedMeeting> listed,
            String who,
            Findings findings) {
        MeetingAdditions additions = additions(handle, event, clock.instant(), findings);
        additions.find(listed);
        return findings.result(() -> {
            MeetingCounts counts = additions.write(who, findings.progress());
            if (counts.added() > 0) {
                audit.add(handle, who, "import meetings", event.id().value(), counts.told());
            }
            return counts;
        });
    }
}
