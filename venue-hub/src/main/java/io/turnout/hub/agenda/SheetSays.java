package io.turnout.hub.agenda;

import io.turnout.hub.agenda.SessionBook.Fault;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.ListRow;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what is wrong or odd in a sheet of sessions, cell by cell. */
final class SheetSays {
    private static final int MOST_ROOMS = 20;

    private final Findings findings;
    private final Words words;
    private final VenueText text;
    private final List<String> rooms;

    SheetSays(Findings findings, VenueText text, List<Rooms.Room> rooms) {
        this.findings = findings;
        this.words = findings.words();
        this.text = text;
        this.rooms = rooms.stream().map(Rooms.Room::name).limit(MOST_ROOMS).toList();
    }

    void problem(ListRow row, SheetColumn column, String key, Object... values) {
        findings.problem(row.number(), row.place(column.field()), key, values);
    }

    /** What no cell alone is to blame for. */
    void wrong(ListRow row, String error) {
        findings.problem(new Problem(row.number(), "", bare(error), ""));
    }

    /**
     * What a cell holds, and what it could hold.
     *
     * @param error as a form says it
     */
    void wrong(ListRow row, SheetColumn column, String error) {
        String cell = row.text(column.field());
        List<String> choices = column == SheetColumn.ROOM ? rooms : column.shownChoices(words);
        findings.problem(
                new Problem(
                        row.number(),
                        row.place(column.field()),
                        cell.isEmpty()
                                ? words.get("fault.needed")
                                : words.get("fault.wrong", Findings.quoted(cell)),
                        choices.isEmpty()
                                ? bare(error)
                                : words.get("fault.one-of", String.join(", ", choices))));
    }

    /** Why what a sheet would do cannot be stored, by the places of its rows. */
    void refused(SessionPlan plan, Map<Integer, Fault> faults, SessionCells cells) {
        faults.forEach((place, fault) -> refused(plan.rows().get(place), fault, cells));
    }

    private void refused(ListRow row, Fault fault, SessionCells cells) {
        switch (fault) {
            case Fault.Stale(SessionDraft now, Audit.Entry last) ->
                    stale(row, cells.of(now), cells.of(row), last);
            case Fault.CodeTaken() -> quoting(row, SheetColumn.CODE, "fault.code-taken");
            case Fault.Unknown() -> quoting(row, SheetColumn.ID, "fault.no-session");
            case Fault.NoRoom() -> wrong(row, SheetColumn.ROOM, "");
            case Fault.OneSession() -> problem(row, SheetColumn.ID, "fault.one-session");
        }
    }

    /** That is wrong with what stands in a cell. */
    void quoting(ListRow row, SheetColumn column, String key) {
        problem(row, column, key, Findings.quoted(row.text(column.field())));
    }

    /** Somebody else changed the session after the sheet was downloaded, and so does the sheet. */
    void stale(
            ListRow row,
            Map<SheetColumn, String> is,
            Map<SheetColumn, String> wanted,
            Audit.Entry last) {
        String differing =
                is.entrySet().stream()
                        .filter(cell -> !cell.getValue().equals(wanted.get(cell.getKey())))
                        .map(cell -> said(cell.getKey(), cell.getValue()))
                        .collect(Collectors.joining(", "));
        problem(
                row,
                SheetColumn.REVISION,
                "fault.stale",
                who(last),
                text.moment(last.atMs()),
                differing);
    }

    /** Somebody else changed the session, and the sheet does not touch it. */
    void left(ListRow row, Audit.Entry last) {
        note(row, SheetColumn.ID, "sheet.left", who(last), text.moment(last.atMs()));
    }

    /** A code that a spreadsheet took for a number may have lost zeros. */
    void number(ListRow row, SheetColumn column) {
        if (column.holds() == SheetColumn.Holds.CODE && row.isNumber(column.field())) {
            note(row, column, "sheet.number", Findings.quoted(row.text(column.field())));
        }
    }

    /** How a time was read that the venue's clock skips or shows twice. */
    void clock(ListRow row, List<WallTime> times) {
        for (WallTime time : times) {
            String at = text.time(time.instant().toEpochMilli());
            switch (time) {
                case WallTime.Skipped(var typed, var _) ->
                        note(
                                row,
                                SheetColumn.START,
                                "sheet.skipped",
                                typed.toLocalTime().toString(),
                                at);
                case WallTime.Twice(var _, boolean second) ->
                        note(row, SheetColumn.START, second ? "sheet.second" : "sheet.first", at);
                case WallTime.Once _ -> {}
            }
        }
    }

    private void note(ListRow row, SheetColumn column, String key, Object... values) {
        findings.note(row.number(), row.place(column.field()), key, values);
    }

    private String said(SheetColumn column, String plain) {
        return column.heading(words) + " " + Findings.quoted(column.shown(plain, words));
    }

    private String who(Audit.Entry entry) {
        return entry.who().isEmpty() ? words.get("sheet.somebody") : entry.who();
    }

    /** Where people read lists of faults, they end without a full stop. */
    private static String bare(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
