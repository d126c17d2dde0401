package io.turnout.hub.agenda;

import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Reading;
import io.turnout.protocol.access.WalkIn;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An event as a form, there and back. */
final class EventForm {
    /** Where its texts are. */
    static final String NAME = "field.event";

    /** The levels of service. */
    static final List<String> LEVELS = List.of("multi-session", "single-session");

    /** Who passes where registration is asked for. */
    static final List<String> MODES = List.of("exclude-targets", "include-targets");

    /** What a policy can say. */
    static final List<String> POLICIES =
            Arrays.stream(WalkIn.values()).map(EventBook::key).toList();

    private static final int LONGEST_TITLE = 300;
    private static final int MOST_OWN = 5;
    private static final int LONGEST_OWN = 60;

    private EventForm() {}

    /** What a new event begins with. */
    static Fields empty(ZoneId zone) {
        Map<String, List<String>> values =
                Fields.single(
                        Map.of(
                                "zone", zone.getId(),
                                "level", LEVELS.getFirst(),
                                "attendance", "yes",
                                "mode", MODES.getFirst(),
                                "early", "15",
                                "late", "0",
                                "cool-down", "5",
                                "turnover", "5"));
        values.put("identify", List.of("badge-number"));
        values.put("not-on-list", List.of("refuse"));
        values.put("uncertain-time", List.of("admit-flagged"));
        values.put("walk-in", List.of("ask-staff"));
        return Fields.of(NAME, values, 0);
    }

    static Fields of(EventSettings event) {
        EventSettings.Rules rules = event.rules();
        Map<String, List<String>> values = new LinkedHashMap<>();
        one(values, "title", event.title());
        one(values, "zone", event.zone().getId());
        one(values, "first-day", event.firstDay().map(LocalDate::toString).orElse(""));
        one(values, "last-day", event.lastDay().map(LocalDate::toString).orElse(""));
        one(values, "level", LEVELS.get(event.oneSession() ? 1 : 0));
        one(values, "attendance", event.attendance() ? "yes" : "");
        values.put(
                "identify",
                EventSettings.FIELDS.stream().filter(event.identify()::contains).toList());
        one(values, "own-fields", String.join("\n", event.ownFields()));
        one(values, "mode", MODES.get(rules.includeTargets() ? 1 : 0));
        one(values, "walk-in", EventBook.key(rules.walkIn()));
        one(values, "early", String.valueOf(rules.early().toMinutes()));
        one(values, "late", String.valueOf(rules.late().toMinutes()));
        one(values, "not-on-list", EventBook.key(rules.notOnList()));
        one(values, "uncertain-time", EventBook.key(rules.uncertainTime()));
        one(values, "cool-down", String.valueOf(rules.coolDown().toSeconds()));
        one(values, "turnover", String.valueOf(rules.turnover().toMinutes()));
        OptionalInt days = event.retentionDays();
        one(values, "retention", days.isPresent() ? String.valueOf(days.getAsInt()) : "");
        return Fields.of(NAME, values, event.version());
    }

    /** What was typed; a stand-in where the reading is not good. */
    static EventSettings read(Reading reading, EventId id) {
        String title = reading.text("title", 1, LONGEST_TITLE);
        ZoneId zone = reading.zone("zone");
        Optional<LocalDate> first = reading.date("first-day");
        Optional<LocalDate> last = reading.date("last-day");
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
            reading.refuse("last-day", "event.days.wrong");
        }
        boolean oneSession = reading.choice("level", LEVELS).equals(LEVELS.getLast());
        boolean attendance = reading.ticked("attendance");
        List<String> identify = identify(reading);
        EventSettings.Rules rules = rules(reading);
        OptionalInt days = reading.number("retention", 0, 36_500);
        return new EventSettings(
                id,
                title,
                zone,
                first,
                last.or(() -> first),
                oneSession,
                attendance,
                identify,
                rules,
                days,
                reading.version());
    }

    private static List<String> identify(Reading reading) {
        List<String> identify = new ArrayList<>(reading.ticked("identify", EventSettings.FIELDS));
        LinkedHashSet<String> own = new LinkedHashSet<>();
        reading.lines("own-fields", 1000)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && own.stream().noneMatch(line::equalsIgnoreCase))
                .forEach(own::add);
        if (own.size() > MOST_OWN || own.stream().anyMatch(name -> name.length() > LONGEST_OWN)) {
            reading.refuse("own-fields", "event.own-fields.wrong", MOST_OWN, LONGEST_OWN);
        }
        own.stream()
                .filter(EventSettings::isColumn)
                .findFirst()
                .ifPresent(name -> reading.refuse("own-fields", "event.own-fields.taken", name));
        own.forEach(name -> identify.add(EventSettings.OWN + name));
        if (identify.isEmpty()) {
            reading.refuse("identify", "event.identify.none");
        }
        return identify;
    }

    private static EventSettings.Rules rules(Reading reading) {
        boolean includeTargets = reading.choice("mode", MODES).equals(MODES.getLast());
        WalkIn walkIn = policy(reading, "walk-in");
        Duration early = Duration.ofMinutes(reading.needsNumber("early", 0, 240));
        Duration late = Duration.ofMinutes(reading.needsNumber("late", 0, 240));
        WalkIn notOnList = policy(reading, "not-on-list");
        WalkIn uncertainTime = policy(reading, "uncertain-time");
        Duration coolDown = Duration.ofSeconds(reading.needsNumber("cool-down", 0, 120));
        Duration turnover = Duration.ofMinutes(reading.needsNumber("turnover", 0, 60));
        return new EventSettings.Rules(
                includeTargets, notOnList, uncertainTime, walkIn, early, late, coolDown, turnover);
    }

    private static WalkIn policy(Reading reading, String field) {
        return EventBook.walkIn(reading.choice(field, POLICIES));
    }

    private static void one(Map<String, List<String>> values, String name, String value) {
        values.put(name, List.of(value));
    }
}
