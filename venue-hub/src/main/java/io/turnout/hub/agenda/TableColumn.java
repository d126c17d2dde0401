package io.turnout.hub.agenda;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a column of an agenda in a table can hold, by the headings that people give it. */
enum TableColumn {
    ID("id", "session id", "event id", "code", "nr", "nr.", "number", "nummer"),
    GUID("guid", "uid", "uuid"),
    SLUG("slug"),
    TITLE("title", "titel", "session", "session title", "name", "event", "veranstaltung"),
    DATE("date", "datum", "day", "tag", "start date", "datum start"),
    START(
            "start",
            "time",
            "uhrzeit",
            "zeit",
            "start time",
            "begin",
            "beginn",
            "startzeit",
            "from",
            "von"),
    END("end", "end time", "ende", "endzeit", "to", "until", "bis"),
    DURATION("duration", "dauer", "length", "länge"),
    ROOM("room", "raum", "ort", "location", "saal", "hall", "venue", "place"),
    TRACK("track", "strang", "themenstrang", "strecke"),
    PRESENTERS(
            "presenters",
            "presenter",
            "speaker",
            "speakers",
            "speaker names",
            "vortragende",
            "referenten",
            "referent",
            "persons",
            "people"),
    DESCRIPTION("description", "beschreibung"),
    ABSTRACT("abstract", "kurzbeschreibung", "summary"),
    STATUS("status", "cancelled", "canceled", "abgesagt", "state");

    /** Each between two bars. */
    private final String headings;

    TableColumn(String... headings) {
        this.headings = "|" + String.join("|", headings) + "|";
    }

    static Optional<TableColumn> of(String heading) {
        String bare = AgendaText.oneLine(heading).toLowerCase(Locale.ROOT).replace('_', ' ');
        return Arrays.stream(values())
                .filter(column -> column.headings.contains("|" + bare + "|"))
                .findFirst();
    }

    /** As the field of a schedule is called. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
