package io.turnout.hub.agenda;

import io.turnout.hub.sheet.Column;
import io.turnout.hub.sheet.Columns;
import io.turnout.hub.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of the sheet of sessions, in their order. */
enum SheetColumn {
    ID("id", Holds.TEXT),
    /** What the session was like when the sheet was downloaded: {@link Revision}. */
    REVISION("revision", Holds.TEXT),
    CODE("code", Holds.CODE),
    TITLE("title", Holds.TEXT),
    ROOM("room", Holds.TEXT),
    DATE("date", Holds.DATE),
    START("start", Holds.TIME),
    END_DATE("end-date", Holds.DATE),
    END("end", Holds.TIME),
    TRACK("track", Holds.TEXT),
    PRESENTERS("presenters", Holds.LINES),
    DESCRIPTION("description", Holds.TEXT),
    GROUPS("groups", Holds.SET),
    CAPACITY("capacity", Holds.TEXT),
    ACCESS("access", Holds.CHOICE),
    WALK_IN("walk-in", Holds.CHOICE),
    RE_ENTRY("re-entry", Holds.CHOICE),
    EARLY("early", Holds.TEXT),
    LATE("late", Holds.TEXT),
    CHECK_IN("check-in", Holds.YES_OR_NO),
    CHECK_IN_CODE("check-in-code", Holds.CODE),
    CHECK_OUT("check-out", Holds.YES_OR_NO),
    CHECK_OUT_CODE("check-out-code", Holds.CODE);

    static final String YES = "yes";
    static final String NO = "no";

    private static final Set<String> YESES =
            Set.of("yes", "y", "ja", "j", "true", "wahr", "1", "x");
    private static final Set<String> NOES = Set.of("no", "n", "nein", "false", "falsch", "0", "");

    /** What stands in the cells of a column. */
    enum Holds {
        TEXT,
        /** A text that a spreadsheet spoils by taking it for a number. */
        CODE,
        DATE,
        TIME,
        /** One of several, {@link SheetColumn#choices()}. */
        CHOICE,
        YES_OR_NO,
        /** Names, one a line. */
        LINES,
        /** Names, one a line, in any order. */
        SET
    }

    private final String field;
    private final Holds holds;

    SheetColumn(String field, Holds holds) {
        this.field = field;
        this.holds = holds;
    }

    /** Those that say what a session is; where an event tracks no attendance, without the last. */
    static List<SheetColumn> facts(EventSettings event) {
        return Arrays.stream(values())
                .filter(column -> column.compareTo(REVISION) > 0)
                .filter(column -> event.attendance() || column.compareTo(CHECK_IN) < 0)
                .toList();
    }

    /** All of an event's sheet, headed in one language; read in every language. */
    static Columns columns(EventSettings event, Words words) {
        return new Columns(
                Stream.concat(Stream.of(ID, REVISION), facts(event).stream())
                        .map(column -> column.column(words))
                        .toList());
    }

    private Column column(Words words) {
        List<String> headings =
                Stream.concat(Stream.of(words), Words.all().stream())
                        .map(this::heading)
                        .distinct()
                        .toList();
        return new Column(field, headings, true, Column.Cells.ANY);
    }

    String heading(Words words) {
        return words.get("sheet.column." + field);
    }

    /** As {@link SessionForm} calls it. */
    String field() {
        return field;
    }

    Holds holds() {
        return holds;
    }

    /** The keys of what can stand in it; nothing where that is not one of several. */
    List<String> choices() {
        return switch (this) {
            case ACCESS -> SessionForm.ACCESS;
            case WALK_IN -> SessionForm.WALK_IN;
            case RE_ENTRY -> SessionForm.RE_ENTRY;
            default -> List.of();
        };
    }

    /** The one text of all that mean the same; what means nothing stays as it is. */
    String plain(String text) {
        String bare = text.replaceAll("\r\n?", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
        return switch (holds) {
            case TEXT, CODE -> bare.strip();
            case DATE -> TableTimes.date(bare.strip()).map(Object::toString).orElse(bare.strip());
            case TIME -> time(bare.strip());
            case CHOICE -> choice(bare.strip());
            case YES_OR_NO -> yesOrNo(bare.strip());
            case LINES -> lines(bare).collect(Collectors.joining("\n"));
            case SET -> lines(bare).distinct().sorted().collect(Collectors.joining("\n"));
        };
    }

    /** Whether a plain text is one of two, where it must be; all else a form looks at. */
    boolean allows(String plain) {
        return holds != Holds.YES_OR_NO || plain.equals(YES) || plain.equals(NO);
    }

    /** Whether a plain text says nothing of a session. */
    boolean isNothing(String plain) {
        return plain.isEmpty() || (holds == Holds.YES_OR_NO && plain.equals(NO));
    }

    /** A plain text as people read it. */
    String shown(String plain, Words words) {
        return switch (holds) {
            case CHOICE -> choices().contains(plain) ? said(plain, words) : plain;
            case YES_OR_NO -> words.get(plain.equals(YES) ? "sheet.yes" : "sheet.no");
            default -> plain;
        };
    }

    /** All that can stand in it, as people read it. */
    List<String> shownChoices(Words words) {
        return holds == Holds.YES_OR_NO
                ? List.of(words.get("sheet.yes"), words.get("sheet.no"))
                : choices().stream().map(choice -> said(choice, words)).toList();
    }

    private static String said(String choice, Words words) {
        return words.get("field.session.choice." + choice);
    }

    private String choice(String text) {
        Optional<String> known =
                choices().stream()
                        .filter(choice ->
                                choice.equalsIgnoreCase(text)
                                        || Words.all().stream()
                                                .map(words -> said(choice, words))
                                                .anyMatch(text::equalsIgnoreCase))
                        .findFirst();
        return known.orElse(text);
    }

    private static String yesOrNo(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return YESES.contains(lower) ? YES : NOES.contains(lower) ? NO : text;
    }

    /** A spreadsheet may have put a day before it. */
    private static String time(String text) {
        String time = text.substring(text.indexOf('T') + 1);
        return TableTimes.time(time).map(Object::toString).orElse(text);
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }
}
