package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.sheet.ListRow;
import io.turnout.hub.web.Form;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the sheet that an organizer sends back, against the sessions as they are now. A row that
 * its sender did not touch changes nothing, whatever others did meanwhile; one that both touched is
 * refused, unless the cell of its revision was emptied. For one sheet.
 */
final class SessionSheetReader {
    private final Around around;
    private final Words words;
    private final SheetSays says;
    private final SessionCells cells;
    private final Map<String, SessionDraft> known;
    private final List<ListRow> rows = new ArrayList<>();
    private final List<Preview.Line> lines = new ArrayList<>();
    private final List<SessionDraft> drafts = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private int unchanged;

    SessionSheetReader(Around around, Words words, SheetSays says) {
        this.around = around;
        this.words = words;
        this.says = says;
        this.cells = new SessionCells(around.event(), around.rooms());
        this.known =
                around.known().stream()
                        .collect(
                                Collectors.toMap(
                                        one -> one.id().orElseThrow().value(),
                                        Function.identity()));
    }

    /**
     * What a sheet is read against.
     *
     * @param known all sessions of the event
     */
    record Around(
            EventSettings event, List<Rooms.Room> rooms, List<SessionDraft> known, Others others) {
        Around {
            rooms = List.copyOf(rooms);
            known = List.copyOf(known);
        }
    }

    /** Finds what somebody other than the sheet's sender last did to a session. */
    interface Others {
        /**
         * Empty where all that was done is the sender's own.
         *
         * @param seq of the record of changes, after which it was done
         */
        Optional<Audit.Entry> last(SessionId session, long seq);
    }

    /** What the rows would do; of use only if the findings are clean. */
    SessionPlan read(List<ListRow> list) {
        for (ListRow row : list) {
            String id = row.text(SheetColumn.ID.field());
            Integer first = id.isEmpty() ? null : seen.putIfAbsent(id, row.number());
            Optional<SessionDraft> session = Optional.ofNullable(known.get(id));
            if (first != null) {
                says.problem(row, SheetColumn.ID, "fault.twice", Findings.quoted(id), first);
            } else if (id.isEmpty()) {
                add(row);
            } else if (session.isEmpty()) {
                says.quoting(row, SheetColumn.ID, "fault.no-session");
            } else {
                compare(row, session.get());
            }
        }
        return new SessionPlan(new Preview(lines, unchanged), drafts, rows);
    }

    /** What a new row leaves empty is as for a session made by hand. */
    private void add(ListRow row) {
        Map<String, List<String>> fields =
                new LinkedHashMap<>(SessionForm.defaults(around.event()));
        Map<SheetColumn, String> said = cells.of(row);
        said.forEach((column, plain) -> {
            if (!plain.isEmpty()) {
                put(fields, column, plain);
                says.number(row, column);
            }
        });
        draft(row, fields, Optional.empty())
                .ifPresent(draft -> take(row, draft, true, begins(said)));
    }

    private void compare(ListRow row, SessionDraft now) {
        Map<SheetColumn, String> is = cells.of(now);
        Map<SheetColumn, String> wanted = cells.of(row);
        if (wanted.equals(is)) {
            unchanged++;
        } else if (mayChange(row, now, is, wanted)) {
            change(row, now, is, wanted);
        }
    }

    private boolean mayChange(
            ListRow row,
            SessionDraft now,
            Map<SheetColumn, String> is,
            Map<SheetColumn, String> wanted) {
        boolean none = row.text(SheetColumn.REVISION.field()).isEmpty();
        Optional<Revision> base = Revision.parse(row.text(SheetColumn.REVISION.field()));
        if (base.isEmpty()) {
            if (!none) {
                says.quoting(row, SheetColumn.REVISION, "fault.revision");
            }
            return none;
        } else if (base.get().was(is)) {
            return true;
        }
        Optional<Audit.Entry> others =
                around.others().last(now.id().orElseThrow(), base.get().seq());
        boolean untouched = base.get().was(wanted);
        if (untouched) {
            unchanged++;
            others.ifPresent(last -> says.left(row, last));
        } else {
            others.ifPresent(last -> says.stale(row, is, wanted, last));
        }
        return !untouched && others.isEmpty();
    }

    /** What the row does not change, fields of study among it, stays as it is. */
    private void change(
            ListRow row,
            SessionDraft now,
            Map<SheetColumn, String> is,
            Map<SheetColumn, String> wanted) {
        Map<String, List<String>> fields =
                new LinkedHashMap<>(SessionForm.values(now, around.event()));
        fields.put("version", List.of(String.valueOf(now.version())));
        wanted.forEach((column, plain) -> {
            if (!plain.equals(is.get(column))) {
                put(fields, column, plain);
                says.number(row, column);
            }
        });
        draft(row, fields, Optional.of(now))
                .ifPresent(draft -> {
                    List<Preview.Change> changes = changes(is, cells.of(draft));
                    if (changes.isEmpty()) {
                        unchanged++;
                    } else {
                        take(row, draft, false, changes);
                    }
                });
    }

    private void take(
            ListRow row, SessionDraft draft, boolean isNew, List<Preview.Change> changes) {
        rows.add(row);
        drafts.add(draft);
        lines.add(new Preview.Line(row.number(), draft.title(), isNew, changes));
    }

    private Optional<SessionDraft> draft(
            ListRow row, Map<String, List<String>> fields, Optional<SessionDraft> now) {
        Reading reading = new Reading(SessionForm.NAME, new Form(fields), words);
        SessionForm.Read read =
                SessionForm.read(
                        reading, new SessionForm.Around(around.event(), around.rooms(), now));
        for (SheetColumn column : SheetColumn.facts(around.event())) {
            if (!column.allows(column.plain(row.text(column.field())))) {
                reading.refuse(column.field(), "form.choice");
            }
        }
        if (!reading.isGood()) {
            wrong(row, reading.fields().errors());
            return Optional.empty();
        }
        says.clock(row, read.clock());
        return Optional.of(read.draft());
    }

    private void wrong(ListRow row, Map<String, String> errors) {
        errors.forEach((field, error) ->
                SheetColumn.facts(around.event()).stream()
                        .filter(column -> column.field().equals(field))
                        .findFirst()
                        .ifPresentOrElse(
                                column -> says.wrong(row, column, error),
                                () -> says.wrong(row, error)));
    }

    private List<Preview.Change> begins(Map<SheetColumn, String> said) {
        return said.entrySet().stream()
                .filter(cell -> cell.getKey() != SheetColumn.TITLE)
                .filter(cell -> !cell.getKey().isNothing(cell.getValue()))
                .map(cell -> change(cell.getKey(), "", cell.getValue()))
                .toList();
    }

    private Preview.Change change(SheetColumn column, String before, String after) {
        return new Preview.Change(
                column.heading(words), column.shown(before, words), column.shown(after, words));
    }

    private List<Preview.Change> changes(
            Map<SheetColumn, String> before, Map<SheetColumn, String> after) {
        List<Preview.Change> changes = new ArrayList<>();
        before.forEach((column, was) -> {
            String is = after.getOrDefault(column, "");
            if (!was.equals(is)) {
                changes.add(change(column, was, is));
            }
        });
        return changes;
    }

    /** A box that is not ticked sends nothing. */
    private static void put(Map<String, List<String>> fields, SheetColumn column, String plain) {
        boolean no = column.holds() == SheetColumn.Holds.YES_OR_NO && plain.equals(SheetColumn.NO);
        fields.put(column.field(), List.of(no ? "" : plain));
    }
}
