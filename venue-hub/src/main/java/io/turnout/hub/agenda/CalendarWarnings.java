package io.turnout.hub.agenda;

import biweekly.io.ParseWarning;
import io.turnout.hub.importing.Findings;
import io.turnout.hub.importing.Note;
import io.turnout.hub.web.Words;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the reader of calendars finds odd, as people read it: it speaks English only, and of its own
 * inside. Its numbers are those of its messages.
 */
final class CalendarWarnings {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]{1,200})\"");
    private static final String ZONE = "TZID";

    private final Findings findings;
    private final ZoneId zone;
    private final Set<String> zones = new HashSet<>();

    /**
     * @param zone of the event, for times whose zone nobody knows
     */
    CalendarWarnings(Findings findings, ZoneId zone) {
        this.findings = findings;
        this.zone = zone;
    }

    /** Notes a warning; of a zone that the file does not explain, once. */
    void note(ParseWarning warning) {
        Integer code = warning.getCode();
        Matcher quoted = QUOTED.matcher(String.valueOf(warning.getMessage()));
        Optional<String> value =
                quoted.find() ? Optional.of(Findings.inside(quoted.group(1))) : Optional.empty();
        if (warning.getPropertyName() != null) {
            Integer line = warning.getLineNumber();
            String said = said(code == null ? -1 : code, warning, value);
            findings.note(
                    new Note(
                            line == null ? 0 : line,
                            String.valueOf(warning.getPropertyName()),
                            said));
        } else if (code != null && value.isPresent() && zones.add(value.get())) {
            zone(code, value.get());
        }
    }

    /** A zone that everybody knows by its name is not odd. */
    private void zone(int code, String name) {
        switch (code) {
            case 5, 38 ->
                    findings.note(0, ZONE, "agenda.calendar.zone.default", name, zone.getId());
            case 43 -> findings.note(0, ZONE, "agenda.calendar.zone.own", name);
            default -> {} // 37: as everybody knows it
        }
    }

    private String said(int code, ParseWarning warning, Optional<String> value) {
        Words words = findings.words();
        boolean isEncoding =
                code == 31
                        || code == 32
                        || String.valueOf(warning.getMessage()).contains("quoted-printable");
        if (isEncoding) {
            return words.get("agenda.calendar.encoding");
        }
        if (code == 4) {
            return words.get("agenda.calendar.nameless");
        }
        return value.map(odd -> words.get("agenda.calendar.value", odd))
                .orElseGet(() -> words.get("agenda.calendar.unread"));
    }
}
