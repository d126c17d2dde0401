package io.turnout.hub.programs;

import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.programs.Program.Kind;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A program as people type it (P-2). */
final class ProgramForm {
    static final String NAME = "field.program";
    static final List<String> VERIFIED = List.of("yes", "no");
    private static final String NEVER = "never";
    private static final List<Integer> LATE_HOURS = List.of(1, 2, 4, 8, 12, 24, 48, 72, 168);
    private static final List<Integer> AUTO_HOURS = List.of(12, 24, 48, 72, 168, 336);
    private static final int MOST_ROLES = 10;
    private static final int LONGEST = 100;

    private ProgramForm() {}

    /** An empty form, with what is usual. */
    static Fields empty() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kind", "coaching");
        values.put("verified", "yes");
        values.put("late", "24");
        values.put("auto-confirm", "48");
        values.put("hours-by", "scheduled");
        values.put("door-people", String.valueOf(Program.Door.USUAL.people()));
        values.put("door-minutes", String.valueOf(Program.Door.USUAL.time().toMinutes()));
        return Fields.of(NAME, Fields.single(values), 0);
    }

    /** The settings of a program, to be changed. */
    static Fields of(Program program, Words words) {
        Verification rules = program.verification();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("verified", rules.verified() ? "yes" : "no");
        values.put("late", rules.late().map(time -> time.toHours() + "").orElse(NEVER));
        values.put("auto-confirm", rules.verified() ? rules.autoConfirm().toHours() + "" : "48");
        values.put("hours", HoursText.typed(program.hours(), words));
        values.put("hours-by", key(program.hoursBy()));
        values.put("door-people", String.valueOf(program.door().people()));
        values.put("door-minutes", String.valueOf(program.door().time().toMinutes()));
        return Fields.of(NAME, Fields.single(values), program.version());
    }

    /** A program to be, of an event. */
    static Program read(Reading reading, String event) {
        Kind kind =
                Kind.valueOf(reading.choice("kind", keys(Kind.values())).toUpperCase(Locale.ROOT));
        String name = reading.text("name", 1, LONGEST);
        return settings(
                reading,
                new Program(
                        new ProgramId(0),
                        event,
                        kind,
                        name,
                        roles(reading),
                        Verification.none(Instant.EPOCH),
                        Optional.empty(),
                        HoursBy.SCHEDULED,
                        Program.Door.USUAL,
                        0));
    }

    private static List<String> roles(Reading reading) {
        List<String> roles = new ArrayList<>();
        reading.lines("roles", MOST_ROLES * (LONGEST + 1))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && roles.stream().noneMatch(line::equalsIgnoreCase))
                .forEach(roles::add);
        boolean tooLong = roles.stream().anyMatch(role -> role.length() > LONGEST);
        if (roles.isEmpty() || roles.size() > MOST_ROLES || tooLong) {
            reading.refuse("roles", "programs.roles.wrong", MOST_ROLES, LONGEST);
        }
        return roles;
    }

    /** A program with the settings that were typed, and the version of the form. */
    static Program settings(Reading reading, Program program) {
        boolean verified = reading.choice("verified", VERIFIED).equals("yes");
        return new Program(
                program.id(),
                program.event(),
                program.kind(),
                program.name(),
                program.roles(),
                verified ? windows(reading) : Verification.none(Instant.EPOCH),
                verified ? HoursText.read(reading, "hours") : Optional.empty(),
                HoursBy.valueOf(
                        reading.choice("hours-by", keys(HoursBy.values()))
                                .toUpperCase(Locale.ROOT)),
                new Program.Door(
                        reading.needsNumber("door-people", 2, 50),
                        Duration.ofMinutes(reading.needsNumber("door-minutes", 1, 480))),
                reading.version());
    }

    private static Verification windows(Reading reading) {
        String late = reading.choice("late", lateChoices());
        String auto = reading.choice("auto-confirm", hours(AUTO_HOURS));
        return new Verification(
                true,
                late.equals(NEVER) ? Optional.empty() : Optional.of(ofHours(late)),
                ofHours(auto),
                Instant.EPOCH);
    }

    private static Duration ofHours(String hours) {
        return Duration.ofHours(Long.parseLong(hours));
    }

    private static List<String> lateChoices() {
        List<String> choices = new ArrayList<>(hours(LATE_HOURS));
        choices.add(NEVER);
        return choices;
    }

    private static List<String> hours(List<Integer> hours) {
        return hours.stream().map(String::valueOf).toList();
    }

    private static List<String> keys(Enum<?>[] values) {
        return Arrays.stream(values).map(ProgramForm::key).toList();
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The choices of its fields, as people read them. */
    static Map<String, Object> choices(Words words) {
        return Map.of(
                "kinds", said(words, "programs.kind.", keys(Kind.values())),
                "verified", said(words, "programs.verified.", VERIFIED),
                "late", windows(words, lateChoices()),
                "auto", windows(words, hours(AUTO_HOURS)),
                "hoursBy", said(words, "programs.hours-by.", keys(HoursBy.values())));
    }

    private static Map<String, String> windows(Words words, List<String> hours) {
        Map<String, String> said = new LinkedHashMap<>();
        hours.forEach(choice ->
                said.put(
                        choice,
                        choice.equals(NEVER)
                                ? words.get("programs.late.never")
                                : length(words, Duration.ofHours(Long.parseLong(choice)))));
        return said;
    }

    private static String length(Words words, Duration window) {
        return window.toHours() % 24 == 0 && window.toDays() > 1
                ? words.get("programs.days", window.toDays())
                : words.get("programs.hours", window.toHours());
    }

    private static Map<String, String> said(Words words, String prefix, List<String> keys) {
        Map<String, String> said = new LinkedHashMap<>();
        keys.forEach(key -> said.put(key, words.get(prefix + key)));
        return said;
    }

    /** What is set, one sentence each. */
    static List<String> summary(Program program, VenueText text) {
        Words words = text.words();
        Verification rules = program.verification();
        List<String> said = new ArrayList<>();
        said.add(words.get("programs.is.kind", words.get("programs.kind." + key(program.kind()))));
        said.add(words.get("programs.is.roles", String.join(", ", program.roles())));
        if (!rules.verified()) {
            said.add(words.get("programs.is.unverified"));
            return said;
        }
        said.add(
                rules.late()
                        .map(late -> words.get("programs.is.late", length(words, late)))
                        .orElseGet(() -> words.get("programs.is.never-late")));
        said.add(words.get("programs.is.auto", length(words, rules.autoConfirm())));
        said.add(
                program.hours()
                        .map(hours -> words.get("programs.is.hours", HoursText.say(text, hours)))
                        .orElseGet(() -> words.get("programs.is.no-hours")));
        said.add(words.get("programs.is.hours-by." + key(program.hoursBy())));
        said.add(
                words.get(
                        "programs.is.door",
                        program.door().people(),
                        program.door().time().toMinutes()));
        return said;
    }
}
