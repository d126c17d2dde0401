package io.turnout.hub.privacy;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.credit.Reason;
import io.turnout.hub.credit.ReasonText;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.web.Json;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * All that the hub holds of one person, as one state of the database.
 *
 * @param person an attendee's id
 */
public record PersonData(EventFacts event, long person, Instant at, List<Part> parts) {
    private static final String TIME = "_ms";

    public PersonData {
        parts = List.copyOf(parts);
    }

    /**
     * What one place holds; a cell is a text, a number, a time, or nothing: an empty text.
     *
     * @param columns names, of a time without what marks it
     */
    public record Part(String name, List<String> columns, List<List<Object>> rows) {
        public Part {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    static PersonData read(Handle handle, EventFacts event, long person, InstantSource clock) {
        List<Part> parts =
                Holdings.ALL.stream().map(holding -> part(handle, event, person, holding)).toList();
        return new PersonData(event, person, clock.instant(), parts);
    }

    private static Part part(
            Handle handle, EventFacts event, long person, Holdings.Holding holding) {
        Query query = handle.createQuery(holding.sql());
        if (holding.sql().contains(":subject")) {
            query.bind("subject", PeopleBook.subject(event.id(), person));
        } else {
            query.bind("id", person);
        }
        return query.scanResultSet((rows, _) -> {
            try (ResultSet all = rows.get()) {
                return part(holding.name(), all);
            }
        });
    }

    private static Part part(String name, ResultSet all) throws SQLException {
        ResultSetMetaData about = all.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= about.getColumnCount(); column++) {
            columns.add(about.getColumnLabel(column).toLowerCase(Locale.ROOT));
        }
        List<List<Object>> rows = new ArrayList<>();
        while (all.next()) {
            List<Object> cells = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                Object cell = all.getObject(column);
                cells.add(cell == null ? "" : cell(columns.get(column - 1), cell));
            }
            rows.add(Collections.unmodifiableList(cells));
        }
        return new Part(name, columns.stream().map(PersonData::plain).toList(), rows);
    }

    private static Object cell(String column, Object cell) {
        return column.endsWith(TIME) && cell instanceof Number millis
                ? Instant.ofEpochMilli(millis.longValue())
                : cell;
    }

    private static String plain(String column) {
        return column.endsWith(TIME)
                ? column.substring(0, column.length() - TIME.length())
                : column;
    }

    /** For programs: each part as a list of objects; times in UTC. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("event", event.id().value());
        all.put("made", at.toString());
        for (Part part : parts) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (List<Object> row : part.rows()) {
                Map<String, Object> object = new LinkedHashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    Object cell = row.get(i);
                    object.put(
                            part.columns().get(i),
                            cell instanceof Instant ? cell.toString() : cell);
                }
                rows.add(object);
            }
            all.put(part.name(), rows);
        }
        return Json.text(all);
    }

    /** A cell as people of a language read it. */
    public String shown(Words words, String column, Object cell) {
        return column.equals("reasons")
                ? Reason.in(words, ReasonText.read(String.valueOf(cell)))
                : shown(words, cell);
    }

    /** A cell as people of a language read it, a time with the day and at the venue. */
    public String shown(Words words, Object cell) {
        return cell instanceof Instant time
                ? DateTimeFormatter.ofPattern(
                                words.get("certificate.format.date") + " HH:mm:ss",
                                words.language())
                        .format(time.atZone(event.zone()))
                : String.valueOf(cell);
    }

    /** Where the event is. */
    public String place(Words words) {
        return new VenueText(words, event.zone(), at).place();
    }
}
