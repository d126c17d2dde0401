package io.turnout.hub.programs;

import io.turnout.hub.agenda.WallTime;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.sheet.Column;
import io.turnout.hub.sheet.Columns;
import io.turnout.hub.sheet.ListReader;
import io.turnout.hub.sheet.ListRow;
import io.turnout.hub.sheet.Table;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a list of meetings: the one that is taken away of a program, or one with its columns. What
 * the hub counts or sees itself ({@code meeting}, {@code minutes_set}, {@code minutes_at_door}) may
 * stand in it, and is not read.
 */
final class MeetingList {
    static final String PROGRAM = "program";
    static final String PATH = "path";
    static final String KEY = "key";
    static final String START = "start";
    static final String END = "end";
    static final String ROOM = "room";
    static final String STATUS = "status";
    static final String BY = "decided_by";
    static final String DISPUTED = "disputed";
    static final String SAID = "minutes_said";
    static final String INSTEAD_OF = "instead_of";
    static final String PARTICIPANTS = "participants";
    static final String AT_DOOR = "minutes_at_door";

    private static final List<String> REQUIRED =
            List.of(PROGRAM, PATH, KEY, START, END, ROOM, PARTICIPANTS);

    static final Columns COLUMNS =
            new Columns(
                    ProgramList.MEETINGS.columns().stream()
                            .map(name ->
                                    new Column(
                                            name,
                                            List.of(name),
                                            REQUIRED.contains(name),
                                            name.equals(PARTICIPANTS)
                                                    ? Column.Cells.ANY
                                                    : Column.Cells.LINE))
                            .toList());

    private static final Instant FIRST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("2199-12-31T00:00:00Z");

    private final ZoneId zone;
    private final Findings findings;
    private final Map<List<String>, Integer> keys = new HashMap<>();

    private MeetingList(ZoneId zone, Findings findings) {
        this.zone = zone;
        this.findings = findings;
    }

    /**
     * The meetings of a table; of use only if the findings are clean.
     *
     * @param zone of times without an offset
     */
    static List<ListedMeeting> read(Table table, ZoneId zone, Findings findings) {
        MeetingList list = new MeetingList(zone, findings);
        List<ListedMeeting> meetings = new ArrayList<>();
        for (ListRow row : ListReader.read(table, COLUMNS, findings)) {
            list.meeting(row).ifPresent(meetings::add);
        }
        return meetings;
    }

    private Optional<ListedMeeting> meeting(ListRow row) {
        REQUIRED.forEach(column -> row.required(column, findings));
        checkUnique(row);
        Optional<Instant> start = instant(row, START);
        Optional<Instant> end = instant(row, END);
        Told told =
                new Told(
                        oneOf(row, STATUS, MeetingStatus.values(), MeetingStatus::key),
                        oneOf(row, BY, DecidedBy.values(), DecidedBy::key),
                        disputed(row),
                        minutes(row));
        if (start.isEmpty() || end.isEmpty() || !isLength(row, start.get(), end.get())) {
            return Optional.empty();
        }
        return Optional.of(
                new ListedMeeting(
                        row,
                        row.text(PROGRAM),
                        row.text(PATH),
                        row.text(KEY),
                        start.get(),
                        end.get(),
                        row.text(ROOM),
                        told,
                        row.text(INSTEAD_OF),
                        numbers(row)));
    }

    private void checkUnique(ListRow row) {
        List<String> name = List.of(row.text(PROGRAM), row.text(KEY));
        Integer first = keys.putIfAbsent(name, row.number());
        if (first != null && !row.text(KEY).isEmpty()) {
            wrong(row, KEY, "fault.twice", Findings.quoted(row.text(KEY)), first);
        }
    }

    /** With an offset as it stands, without one as the clock at the venue shows it. */
    private Optional<Instant> instant(ListRow row, String column) {
        String text = row.text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant read = instant(text.replaceFirst("^([0-9-]{10}) +", "$1T"));
            if (read.isAfter(FIRST) && read.isBefore(LAST)) {
                return Optional.of(read);
            }
        } catch (DateTimeException _) {
            // said below, as of one that is no time of ours
        }
        wrong(row, column, "fault.schedule.instant", Findings.quoted(text));
        return Optional.empty();
    }

    private Instant instant(String text) {
        return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime known -> known.toInstant();
            case LocalDateTime wall -> WallTime.of(wall, zone, false).instant();
            default -> throw new DateTimeException("neither of both");
        };
    }

    private boolean isLength(ListRow row, Instant start, Instant end) {
        boolean good = MeetingRules.wrongTime(start, end, FIRST).isEmpty();
        if (!good) {
            wrong(row, END, "fault.meeting-length");
        }
        return good;
    }

    private <E> Optional<E> oneOf(ListRow row, String column, E[] all, Function<E, String> key) {
        String text = row.text(column);
        Optional<E> found = Arrays.stream(all).filter(one -> key.apply(one).equals(text)).findAny();
        if (found.isEmpty() && !text.isEmpty()) {
            wrongOf(row, column, Arrays.stream(all).map(key).toList());
        }
        return found;
    }

    private boolean disputed(ListRow row) {
        String text = row.text(DISPUTED);
        if (!List.of("", "yes", "no").contains(text)) {
            wrongOf(row, DISPUTED, List.of("yes", "no"));
        }
        return text.equals("yes");
    }

    private Optional<Duration> minutes(ListRow row) {
        String text = row.text(SAID);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        long most = MeetingRules.LONGEST.toMinutes();
        if (text.matches("[0-9]{1,4}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= most) {
            return Optional.of(Duration.ofMinutes(Integer.parseInt(text)));
        }
        wrong(row, SAID, "fault.meeting-minutes", Findings.quoted(text), most);
        return Optional.empty();
    }

    private static SortedSet<String> numbers(ListRow row) {
        return Stream.of(row.text(PARTICIPANTS).split(";"))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void wrongOf(ListRow row, String column, List<String> allowed) {
        wrong(
                row,
                column,
                "fault.meeting-word",
                Findings.quoted(row.text(column)),
                String.join(", ", allowed));
    }

    private void wrong(ListRow row, String column, String fault, Object... values) {
        findings.problem(row.number(), row.place(column), fault, values);
    }
}
