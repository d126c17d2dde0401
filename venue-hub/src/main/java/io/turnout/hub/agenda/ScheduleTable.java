package io.turnout.hub.agenda;

import io.turnout.hub.agenda.RawSchedule.Day;
import io.turnout.hub.agenda.RawSchedule.Event;
import io.turnout.hub.agenda.RawSchedule.Field;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Problem;
import io.turnout.hub.sheet.Cell;
import io.turnout.hub.sheet.Row;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the sessions of a table, one a row below its heading. */
final class ScheduleTable {
    private static final Duration USUAL = Duration.ofHours(1);

    private final RawSchedule schedule;
    private final RawDays days;
    private final Findings findings;

    ScheduleTable(RawSchedule schedule, Findings findings) {
        this.schedule = schedule;
        this.days = new RawDays(schedule);
        this.findings = findings;
    }

    /** A row whose start was understood; no end where the table tells none. */
    private record Timed(Row row, LocalDateTime start, Optional<Duration> length) {}

    /** How long a session is; empty where the table does not say. */
    private record Length(Optional<Duration> told) {}

    /** Fills the schedule; what is wrong with the table goes to the findings. */
    void read(List<Row> rows) {
        TableHeader.find(rows, findings)
                .ifPresent(header -> {
                    List<Timed> timed = new ArrayList<>();
                    for (Row row : rows) {
                        if (row.number() > header.row().number() && says(row, header)) {
                            timed(row, header).ifPresent(timed::add);
                        }
                    }
                    timed.forEach(one -> add(one, header, timed));
                    noteGuesses(header, timed);
                });
    }

    /** Notes below a table, sums beside it: a row without any of what makes a session is none. */
    private static boolean says(Row row, TableHeader header) {
        return List.of(TableColumn.TITLE, TableColumn.START, TableColumn.ID).stream()
                .anyMatch(column -> !text(row, header, column).isEmpty());
    }

    private Optional<Timed> timed(Row row, TableHeader header) {
        if (!harmless(row, header)) {
            return Optional.empty();
        }
        String start = text(row, header, TableColumn.START).replace(' ', 'T');
        Optional<LocalDate> date =
                TableTimes.date(
                        header.has(TableColumn.DATE) ? text(row, header, TableColumn.DATE) : start);
        int clock = start.indexOf('T');
        boolean both = clock == 10;
        Optional<LocalTime> time =
                TableTimes.time(
                        both ? start.substring(clock + 1) : text(row, header, TableColumn.START));
        if (date.isEmpty()) {
            TableColumn column =
                    header.has(TableColumn.DATE) ? TableColumn.DATE : TableColumn.START;
            wrong(row, header, column, "fault.schedule.date");
        }
        if (time.isEmpty()) {
            wrong(row, header, TableColumn.START, "fault.schedule.time");
        }
        if (date.isEmpty() || time.isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime at = date.get().atTime(time.get());
        return length(row, header, at).map(length -> new Timed(row, at, length.told()));
    }

    /** Empty where something was wrong. */
    private Optional<Length> length(Row row, TableHeader header, LocalDateTime start) {
        String end = text(row, header, TableColumn.END);
        String length = text(row, header, TableColumn.DURATION);
        if (!length.isEmpty()) {
            Optional<Duration> read = duration(length);
            if (read.isEmpty()) {
                wrong(row, header, TableColumn.DURATION, "fault.schedule.length");
            }
            return read.map(told -> new Length(Optional.of(told)));
        }
        if (end.isEmpty()) {
            return Optional.of(new Length(Optional.empty()));
        }
        int clock = end.replace(' ', 'T').indexOf('T');
        Optional<LocalTime> time = TableTimes.time(clock == 10 ? end.substring(clock + 1) : end);
        Optional<LocalDate> date =
                clock == 10 ? TableTimes.date(end) : Optional.of(start.toLocalDate());
        if (time.isEmpty() || date.isEmpty()) {
            wrong(row, header, TableColumn.END, "fault.schedule.end");
            return Optional.empty();
        }
        Duration span = Duration.between(start, date.get().atTime(time.get()));
        boolean pastMidnight = span.isNegative() && clock != 10;
        if (span.isNegative() && !pastMidnight) {
            wrong(row, header, TableColumn.END, "fault.schedule.end-first");
            return Optional.empty();
        }
        return Optional.of(new Length(Optional.of(pastMidnight ? span.plusDays(1) : span)));
    }

    /** {@code 00:45}, minutes, or a fraction of the day. */
    private static Optional<Duration> duration(String text) {
        if (text.matches("[0-9]{1,4}")) {
            return Optional.of(Duration.ofMinutes(Integer.parseInt(text)));
        }
        return text.matches("0\\.[0-9]+")
                ? TableTimes.time(text).map(time -> Duration.ofSeconds(time.toSecondOfDay()))
                : AgendaTimes.length(text);
    }

    private boolean harmless(Row row, TableHeader header) {
        boolean good = true;
        for (var columns : header.at().entrySet()) {
            for (int column : columns.getValue()) {
                Cell cell = row.cell(column);
                if (cell.kind() == Cell.Kind.FORMULA || cell.kind() == Cell.Kind.ERROR) {
                    findings.problem(
                            row.number(),
                            header.place(column),
                            "fault.formula",
                            Findings.quoted(cell.text()));
                    good = false;
                }
            }
        }
        return good;
    }

    private void add(Timed one, TableHeader header, List<Timed> all) {
        Row row = one.row();
        Map<String, Field> fields = new HashMap<>();
        header.at()
                .forEach((column, at) -> {
                    int first = at.getFirst();
                    fields.put(
                            column.field(),
                            new Field(row.cell(first).text(), row.number(), header.place(first)));
                });
        String place = place(header, TableColumn.START);
        Duration length = one.length().orElseGet(() -> untilNext(one, header, all));
        fields.put("date", new Field(one.start().toString(), row.number(), place));
        fields.put("start", new Field(one.start().toLocalTime().toString(), row.number(), place));
        fields.put(
                "duration",
                new Field(
                        RawSpan.text(length),
                        row.number(),
                        place(
                                header,
                                header.has(TableColumn.END)
                                        ? TableColumn.END
                                        : TableColumn.DURATION)));
        Day day = days.of(one.start().toLocalDate().toString(), row.number());
        schedule.events.add(
                new Event(
                        row.number(),
                        day,
                        "",
                        text(row, header, TableColumn.ID),
                        text(row, header, TableColumn.GUID),
                        fields,
                        presenters(row, header)));
    }

    /** Up to the next session of that room and day; the last of a day for an hour. */
    private static Duration untilNext(Timed one, TableHeader header, List<Timed> all) {
        String room = text(one.row(), header, TableColumn.ROOM);
        return all.stream()
                .filter(other -> text(other.row(), header, TableColumn.ROOM).equals(room))
                .map(Timed::start)
                .filter(other -> other.isAfter(one.start()))
                .filter(other -> other.toLocalDate().equals(one.start().toLocalDate()))
                .min(LocalDateTime::compareTo)
                .map(next -> Duration.between(one.start(), next))
                .orElse(USUAL);
    }

    private void noteGuesses(TableHeader header, List<Timed> timed) {
        long guessed = timed.stream().filter(one -> one.length().isEmpty()).count();
        if (guessed > 0) {
            findings.note(header.row().number(), "", "agenda.note.no-end", guessed);
        }
    }

    private static List<String> presenters(Row row, TableHeader header) {
        return header.at().getOrDefault(TableColumn.PRESENTERS, List.of()).stream()
                .flatMap(column -> row.cell(column).text().lines())
                .map(AgendaText::oneLine)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private void wrong(Row row, TableHeader header, TableColumn column, String key) {
        String text = text(row, header, column);
        Words words = findings.words();
        findings.problem(
                new Problem(
                        row.number(),
                        place(header, column),
                        text.isEmpty()
                                ? words.get("fault.needed")
                                : words.get(key, Findings.quoted(text)),
                        words.get(key + ".fix")));
    }

    private static String place(TableHeader header, TableColumn column) {
        return header.has(column) ? header.place(header.first(column)) : "";
    }

    private static String text(Row row, TableHeader header, TableColumn column) {
        return header.has(column) ? AgendaText.oneLine(row.cell(header.first(column)).text()) : "";
    }
}
