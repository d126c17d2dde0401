package io.turnout.hub.agenda;

import io.turnout.hub.agenda.SessionDraft.Attendance;
import io.turnout.hub.agenda.SessionDraft.Study;
import io.turnout.hub.agenda.Sessions.DoorSettings;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Reading;
import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.WalkIn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A session as texts by field, there and back: what pages, sheets and programs send is read here
 * only. Reading is pure; every fault stands in the {@link Reading}, beside its field.
 */
public final class SessionForm {
    /** Where its texts are. */
    public static final String NAME = "field.session";

    static final List<String> ACCESS = keys(Access.values());
    static final List<String> WALK_IN = keys(WalkIn.values());
    static final List<String> RE_ENTRY = keys(ReEntry.values());

    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final int LONGEST_PRESENTERS = 20_000;
    private static final int LONGEST_CODE = 40;
    private static final int MOST_SEATS = 1_000_000;
    private static final int DAY_MINUTES = 24 * 60;
    private static final Pattern CREDITS = Pattern.compile("[0-9]{1,3}([.,][0-9]{1,3})?");

    private SessionForm() {}

    /**
     * What is known where a session is read.
     *
     * @param rooms those of the event
     * @param known the session as it is; empty for a new one
     */
    public record Around(
            EventSettings event, List<Rooms.Room> rooms, Optional<SessionDraft> known) {
        public Around {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * What was read.
     *
     * @param clock where a time that was typed is one that the venue's clock skips or shows twice
     */
    public record Read(SessionDraft draft, List<WallTime> clock) {
        public Read {
            clock = List.copyOf(clock);
        }
    }

    /** The texts that a new session begins with. */
    public static Map<String, List<String>> defaults(EventSettings event) {
        EventSettings.Rules rules = event.rules();
        return Fields.single(
                Map.of(
                        "access", ACCESS.getFirst(),
                        "walk-in", EventBook.key(rules.walkIn()),
                        "re-entry", RE_ENTRY.getFirst(),
                        "early", String.valueOf(rules.early().toMinutes()),
                        "late", String.valueOf(rules.late().toMinutes())));
    }

    /** The texts of a session. */
    public static Map<String, List<String>> values(SessionDraft session, EventSettings event) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("code", session.code());
        values.put("title", session.title());
        values.put("room", session.room().value());
        SessionTimes.write(session, event.zone(), values);
        values.put("track", session.track());
        values.put("presenters", String.join("\n", session.presenters()));
        values.put("description", session.description());
        values.put("groups", String.join("\n", session.groups()));
        DoorSettings door = session.door();
        values.put("capacity", door.capacity().map(String::valueOf).orElse(""));
        values.put("access", key(door.access()));
        values.put("walk-in", key(door.walkIn()));
        values.put("re-entry", key(door.reEntry()));
        values.put("early", String.valueOf(door.earlyMinutes()));
        values.put("late", String.valueOf(door.lateMinutes()));
        if (event.attendance()) {
            write(session.attendance(), values);
        }
        return Fields.single(values);
    }

    private static void write(Attendance attendance, Map<String, String> values) {
        values.put("check-in", attendance.checkIn() ? "yes" : "");
        values.put("check-in-code", attendance.checkInCode());
        values.put("check-out", attendance.checkOut() ? "yes" : "");
        values.put("check-out-code", attendance.checkOutCode());
        for (int i = 0; i < SessionDraft.MOST_STUDIES; i++) {
            boolean there = i < attendance.studies().size();
            values.put("study-" + (i + 1), there ? attendance.studies().get(i).name() : "");
            values.put(
                    "credits-" + (i + 1),
                    there ? attendance.studies().get(i).credits().toPlainString() : "");
        }
    }

    /** What was typed; a stand-in where the reading is not good. */
    public static Read read(Reading reading, Around around) {
        String code = reading.text("code", 0, SessionMaker.LONGEST_NAME);
        String title = reading.text("title", 1, SessionMaker.LONGEST_NAME);
        RoomId room = room(reading, around.rooms());
        SessionTimes times = SessionTimes.read(reading, around);
        SessionDraft draft =
                new SessionDraft(
                        around.known().flatMap(SessionDraft::id),
                        code,
                        title,
                        room,
                        times.day(),
                        times.start(),
                        times.end(),
                        reading.text("track", 0, SessionMaker.LONGEST_NAME),
                        names(reading, "presenters"),
                        reading.lines("description", LONGEST_DESCRIPTION),
                        names(reading, "groups"),
                        door(reading, around.known()),
                        attendance(reading, around),
                        reading.version());
        return new Read(draft, times.clock());
    }

    /** A room by its id or, as sheets have it, by its name. */
    private static RoomId room(Reading reading, List<Rooms.Room> rooms) {
        String text = reading.text("room", 1, SessionMaker.LONGEST_NAME);
        Optional<RoomId> room =
                rooms.stream()
                        .filter(known -> known.id().value().equals(text))
                        .findFirst()
                        .or(() ->
                                rooms.stream()
                                        .filter(known -> known.name().equals(text))
                                        .findFirst())
                        .map(Rooms.Room::id);
        if (room.isEmpty()) {
            reading.refuse("room", "session.room.unknown");
        }
        return room.orElseGet(() -> new RoomId("x"));
    }

    private static List<String> names(Reading reading, String field) {
        Set<String> names = new LinkedHashSet<>();
        reading.lines(field, LONGEST_PRESENTERS)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(names::add);
        if (names.stream().anyMatch(name -> name.length() > SessionMaker.LONGEST_NAME)) {
            reading.refuse(field, "session.name.long", SessionMaker.LONGEST_NAME);
        }
        return List.copyOf(names);
    }

    private static DoorSettings door(Reading reading, Optional<SessionDraft> known) {
        OptionalInt capacity = reading.number("capacity", 0, MOST_SEATS);
        return new DoorSettings(
                value(Access.class, reading.choice("access", ACCESS)),
                value(WalkIn.class, reading.choice("walk-in", WALK_IN)),
                value(ReEntry.class, reading.choice("re-entry", RE_ENTRY)),
                capacity.isPresent() ? Optional.of(capacity.getAsInt()) : Optional.empty(),
                reading.needsNumber("early", 0, DAY_MINUTES),
                reading.needsNumber("late", 0, DAY_MINUTES),
                known.map(session -> session.door().cancelled()).orElse(false));
    }

    /** Where the event tracks no attendance, nothing of it is asked, and nothing is lost. */
    private static Attendance attendance(Reading reading, Around around) {
        if (!around.event().attendance()) {
            return around.known().map(SessionDraft::attendance).orElse(Attendance.NONE);
        }
        return new Attendance(
                reading.ticked("check-in"),
                reading.text("check-in-code", 0, LONGEST_CODE),
                reading.ticked("check-out"),
                reading.text("check-out-code", 0, LONGEST_CODE),
                studies(reading));
    }

    private static List<Study> studies(Reading reading) {
        Map<String, Study> studies = new LinkedHashMap<>();
        for (int number = 1; number <= SessionDraft.MOST_STUDIES; number++) {
            String name = reading.text("study-" + number, 0, 200);
            String credits = reading.text("credits-" + number, 0, 10);
            if (name.isEmpty() && !credits.isEmpty()) {
                reading.refuse("study-" + number, "session.study.missing");
            } else if (!name.isEmpty() && !CREDITS.matcher(credits).matches()) {
                reading.refuse("credits-" + number, "session.credits.wrong");
            } else if (!name.isEmpty()) {
                Study study = new Study(name, new BigDecimal(credits.replace(',', '.')));
                if (studies.putIfAbsent(name, study) != null) {
                    reading.refuse("study-" + number, "session.study.twice");
                }
            }
        }
        if (!reading.text("study-" + (SessionDraft.MOST_STUDIES + 1), 0, 200).isEmpty()) {
            reading.refuse("study-4", "session.study.too-many", SessionDraft.MOST_STUDIES);
        }
        return new ArrayList<>(studies.values());
    }

    private static List<String> keys(Enum<?>[] values) {
        return Arrays.stream(values).map(Sessions::wire).toList();
    }

    private static String key(Enum<?> value) {
        return Sessions.wire(value);
    }

    private static <E extends Enum<E>> E value(Class<E> type, String key) {
        return Sessions.value(type, key);
    }
}
