package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.ImportLimits;
import io.turnout.hub.importing.ImportResult;
import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.Cell;
import io.turnout.hub.sheet.CsvSheet;
import io.turnout.hub.sheet.SheetLimits;
import io.turnout.hub.sheet.Sheets;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Words;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two sessions with all that a spreadsheet could spoil, and organizers with sheets of them. */
final class SheetOffice implements AutoCloseable {
    static final EventId EVENT = new EventId("e1");
    static final Asked ADA = new Asked("e1", "ada", Words.english());
    static final Asked BOB = new Asked("e1", "bob", Words.english());
    static final String HEADING =
            "Session ID,Revision,Code,Title,Room,Date,Start,End Date,End,Track,Presenters,"
                    + "Description,Groups,Capacity,Who May Enter,Not Registered,Entering Again,"
                    + "Opens Before Start (Minutes),Closes Before End (Minutes),"
                    + "Check-In Required,Check-In Code,Check-Out Required,Check-Out Code";

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-31T09:00:00Z"));
    private static final String SESSIONS =
            HEADING
                    + "\n,,007,=1+1,Room 1,2026-02-01,9.30,,10:15,3/4,\"@ada\n+Zoë Ünal 東京\","
                    + "\"1E5\n-5\",\"b\na\",40,Registered only,Refuse,Never,20,5,yes,1E5,no,0.10"
                    + "\n,,1E5,Überblick,Room 2,01.02.2026,23:00,2026-02-02,23:30,,,,,,,,,,,,,,\n";

    final List<EventId> told = new ArrayList<>();
    final Database database;
    final SessionDesk desk;
    final SessionSheets sheets;

    SheetOffice(Path folder) {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        database.change(handle -> handle.execute("UPDATE event SET zone = 'Europe/Brussels'"));
        Audit audit = new Audit(CLOCK);
        desk =
                new SessionDesk(
                        database,
                        new EventBook(database, new Events(database, audit, CLOCK), audit),
                        new SessionBook(database, audit),
                        new Rooms(database, audit),
                        (_, _) -> Optional.empty(),
                        told::add);
        sheets = new SessionSheets(desk, CLOCK);
        take(ADA, bytes(SESSIONS));
        database.change(handle ->
                handle.execute("INSERT INTO session_study VALUES ('e1-007', 1, 'Ethics', '1.5')"));
    }

    @Override
    public void close() {
        database.close();
    }

    SessionDraft session(String id) {
        return desk.book().find(EVENT, id).orElseThrow();
    }

    byte[] csv() {
        return csv(Words.english());
    }

    byte[] csv(Words words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sheets.csv(desk.event("e1"), desk.book().all(EVENT).values(), words, out);
        return out.toByteArray();
    }

    byte[] xlsx() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sheets.xlsx(desk.event("e1"), desk.book().all(EVENT).values(), Words.english(), out);
        return out.toByteArray();
    }

    Sheet download() {
        return new Sheet(csv());
    }

    SessionPlan preview(Asked asked, byte[] file) {
        return switch (sheets.preview(asked, file)) {
            case Imported<SessionPlan>(SessionPlan plan, var _) -> plan;
            case Rejected<SessionPlan>(List<Problem> problems, int _) ->
                    throw new AssertionError("rejected: " + problems);
        };
    }

    List<Problem> problems(Asked asked, byte[] file) {
        ImportResult<SessionPlan> result = sheets.preview(asked, file);
        assertThat(result).isInstanceOf(Rejected.class);
        return ((Rejected<SessionPlan>) result).problems();
    }

    void take(Asked asked, byte[] file) {
        assertThat(sheets.take(asked, file, preview(asked, file))).isInstanceOf(Imported.class);
    }

    /** Somebody gives the first session another title, by a sheet of their own. */
    void rename(Asked asked, String title) {
        Sheet sheet = download();
        sheet.set(1, "Title", title);
        take(asked, sheet.bytes());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A sheet in the hands of an organizer. */
    static final class Sheet {
        private final List<List<String>> rows = new ArrayList<>();

        Sheet(byte[] file) {
            Sheets.read(file, SheetLimits.LIST, new Findings(ImportLimits.DEFAULT))
                    .orElseThrow()
                    .rows()
                    .forEach(row ->
                            rows.add(
                                    new ArrayList<>(
                                            row.cells().stream().map(Cell::text).toList())));
        }

        void set(int row, String heading, String text) {
            rows.get(row).set(rows.getFirst().indexOf(heading), text);
        }

        void add(String cells) {
            List<String> row = new ArrayList<>(List.of(cells.split(",", -1)));
            while (row.size() < rows.getFirst().size()) {
                row.add("");
            }
            rows.add(row);
        }

        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            CsvSheet sheet = CsvSheet.plain(out, rows.getFirst());
            rows.stream().skip(1).forEach(sheet::row);
            sheet.finish();
            return out.toByteArray();
        }
    }
}
