package io.turnout.hub.programs;

import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Preview;
import io.turnout.hub.importing.Preview.Change;
import io.turnout.hub.importing.Progress;
import io.turnout.hub.programs.MeetingTables.Fresh;
import io.turnout.hub.programs.MeetingTables.Known;
import io.turnout.hub.programs.MeetingTables.OwnKey;
import io.turnout.hub.web.VenueText;
import io.turnout.protocol.access.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a list of meetings adds: found first, written if nothing is wrong. It changes none that is
 * known: what becomes of those is decided by the people who take part, the clock and the door.
 */
final class MeetingAdditions {
    private final MeetingTables tables;
    private final Instant now;
    private final Findings findings;
    private final Map<String, Program> programs;
    private final Map<OwnKey, Known> known;
    private final Map<String, Long> attendees;
    private final Map<Long, Set<Long>> members;
    private final Map<String, RoomId> rooms;
    private final Map<Long, Map<String, Path>> paths = new HashMap<>();
    private final List<Added> added = new ArrayList<>();
    private final Set<OwnKey> listed = new HashSet<>();
    private int unchanged;

    /** A row that is new, with what it becomes. */
    record Added(ListedMeeting row, Fresh meeting) {}

    MeetingAdditions(MeetingTables tables, Instant now, Findings findings) {
        this.tables = tables;
        this.now = now;
        this.findings = findings;
        this.programs = tables.programs();
        this.known = tables.known();
        this.attendees = tables.attendees();
        this.members = tables.members();
        this.rooms = tables.rooms();
    }

    /** Compares with what is here. */
    void find(List<ListedMeeting> rows) {
        for (ListedMeeting row : rows) {
            Program program = programs.get(row.program());
            if (program != null) {
                listed.add(new OwnKey(program.id(), row.key()));
            }
        }
        rows.forEach(this::find);
        if (findings.clean()) {
            RoomClashes.note(tables, added, now, findings);
        }
    }

    /** What {@link #find} found, as people read it. */
    Preview preview(VenueText text) {
        return new Preview(added.stream().map(one -> line(one, text)).toList(), unchanged);
    }

    /** Writes what {@link #find} found. */
    MeetingCounts write(String who, Progress progress) {
        tables.add(added.stream().map(Added::meeting).toList(), who, now, progress);
        return new MeetingCounts(added.size(), unchanged);
    }

    private void find(ListedMeeting row) {
        Optional<Path> path = path(row);
        Optional<RoomId> room = found(row, MeetingList.ROOM, row.room(), rooms, "meeting-room");
        Optional<SortedSet<Long>> people = people(row);
        if (path.isEmpty() || room.isEmpty() || people.isEmpty()) {
            return;
        }
        OwnKey key = new OwnKey(path.get().program().id(), row.key());
        @Nullable Known before = known.get(key);
        if (before == null) {
            add(row, path.get(), room.get(), people.get());
            return;
        }
        List<String> differing = differing(row, before, path.get(), room.get(), people.get());
        if (differing.isEmpty()) {
            unchanged++;
        } else {
            String columns = String.join(", ", differing);
            wrong(row, MeetingList.KEY, "fault.meeting-differs", quoted(row.key()), columns);
        }
    }

    private static List<String> differing(
            ListedMeeting row, Known before, Path path, RoomId room, SortedSet<Long> people) {
        List<String> columns = new ArrayList<>();
        differs(columns, MeetingList.PATH, before.path(), path.id());
        differs(columns, MeetingList.START, before.state().start(), row.start());
        differs(columns, MeetingList.END, before.state().end(), row.end());
        differs(columns, MeetingList.ROOM, before.room(), room);
        differs(columns, MeetingList.PARTICIPANTS, before.people(), people);
        differs(columns, MeetingList.STATUS, true, row.told().agrees(before.state()));
        return columns;
    }

    private static void differs(List<String> columns, String column, Object one, Object other) {
        if (!one.equals(other)) {
            columns.add(column);
        }
    }

    private void add(ListedMeeting row, Path path, RoomId room, SortedSet<Long> people) {
        Verification rules = path.program().verification();
        switch (row.told().of(row.start(), row.end(), now, rules)) {
            case Told.Outcome.Wrong(String column, String fault) -> wrong(row, column, fault);
            case Told.Outcome.State(MeetingState first) -> {
                checkMembers(row, path, people);
                OwnKey key = new OwnKey(path.program().id(), row.key());
                Optional<OwnKey> insteadOf = insteadOf(row, key);
                List<MeetingRules.Step> steps = MeetingRules.settle(first, now, rules);
                if (!row.row().text(MeetingList.AT_DOOR).isEmpty()) {
                    findings.note(
                            row.row().number(),
                            row.row().place(MeetingList.AT_DOOR),
                            "meetings.import.at-door");
                }
                added.add(
                        new Added(
                                row, new Fresh(key, path, room, first, steps, people, insteadOf)));
            }
        }
    }

    /** Who is to meet must be in the path; of what has begun or was called off, once was. */
    private void checkMembers(ListedMeeting row, Path path, SortedSet<Long> people) {
        boolean toCome = row.told().isOpen() && row.start().isAfter(now);
        Set<Long> inPath = members.getOrDefault(path.id().value(), Set.of());
        if (toCome && !inPath.containsAll(people)) {
            String missing =
                    row.numbers().stream()
                            .filter(number -> !inPath.contains(attendees.get(number)))
                            .collect(Collectors.joining("; "));
            wrong(
                    row,
                    MeetingList.PARTICIPANTS,
                    "fault.meeting-member",
                    quoted(missing),
                    quoted(path.name()));
        }
    }

    private Optional<OwnKey> insteadOf(ListedMeeting row, OwnKey key) {
        if (row.insteadOf().isEmpty()) {
            return Optional.empty();
        }
        OwnKey other = new OwnKey(key.program(), row.insteadOf());
        if (other.equals(key) || (!listed.contains(other) && !known.containsKey(other))) {
            wrong(row, MeetingList.INSTEAD_OF, "fault.meeting-other", quoted(row.insteadOf()));
        }
        return Optional.of(other);
    }

    private Optional<Path> path(ListedMeeting row) {
        Optional<Program> program =
                found(row, MeetingList.PROGRAM, row.program(), programs, "meeting-program");
        return program.flatMap(one ->
                found(
                        row,
                        MeetingList.PATH,
                        row.path(),
                        paths.computeIfAbsent(one.id().value(), _ -> paths(one)),
                        "meeting-path"));
    }

    private Map<String, Path> paths(Program program) {
        return new ProgramRows(tables.handle())
                .paths(program.id()).stream().collect(Collectors.toMap(Path::name, path -> path));
    }

    private Optional<SortedSet<Long>> people(ListedMeeting row) {
        SortedSet<Long> people = new TreeSet<>();
        List<String> unknown = new ArrayList<>();
        for (String number : row.numbers()) {
            @Nullable Long attendee = attendees.get(number);
            if (attendee == null) {
                unknown.add(number);
            } else {
                people.add(attendee);
            }
        }
        if (!unknown.isEmpty()) {
            String told = quoted(String.join("; ", unknown));
            wrong(row, MeetingList.PARTICIPANTS, "fault.no-attendee", told);
            return Optional.empty();
        }
        return Optional.of(people);
    }

    private <T> Optional<T> found(
            ListedMeeting row, String column, String name, Map<String, T> all, String fault) {
        Optional<T> found = Optional.ofNullable(all.get(name));
        if (found.isEmpty() && !name.isEmpty()) { // an empty cell is said already
            wrong(row, column, "fault." + fault, quoted(name));
        }
        return found;
    }

    private static Preview.Line line(Added one, VenueText text) {
        ListedMeeting row = one.row();
        MeetingState state = one.meeting().state();
        String when =
                "%s %s–%s"
                        .formatted(
                                text.dateOf(row.start().toEpochMilli()), // with its year
                                text.time(row.start().toEpochMilli()),
                                text.time(row.end().toEpochMilli()));
        return new Preview.Line(
                row.row().number(),
                row.path() + " · " + when,
                true,
                List.of(
                        new Change(text.words().get("meetings.room"), "", row.room()),
                        new Change(
                                text.words().get("meetings.people"),
                                "",
                                String.join("; ", row.numbers())),
                        new Change(
                                text.words().get("meetings.status"),
                                "",
                                text.words().get("meetings.status." + state.status().key()))));
    }

    private void wrong(ListedMeeting row, String column, String fault, Object... values) {
        findings.problem(row.row().number(), row.row().place(column), fault, values);
    }

    private static String quoted(String text) {
        return Findings.quoted(text);
    }
}
