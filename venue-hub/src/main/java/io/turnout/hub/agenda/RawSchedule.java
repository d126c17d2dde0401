package io.turnout.hub.agenda;

import io.turnout.hub.web.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A schedule's elements as they stand in the file, each with its line, before any is understood.
 */
final class RawSchedule {
    final Map<String, Field> conference = new LinkedHashMap<>();
    final List<Day> days = new ArrayList<>();
    final List<Field> rooms = new ArrayList<>();
    final List<Event> events = new ArrayList<>();

    /**
     * Text of an element or attribute.
     *
     * @param line where its start tag ends; a table's row
     * @param place how a message names it; empty for by its element
     */
    record Field(String text, int line, String place) {
        Field(String text, int line) {
            this(text, line, "");
        }
    }

    /** A day element's attributes. */
    record Day(int line, String index, String date, String end) {}

    /**
     * An event element.
     *
     * @param room name of the room element around it, empty if there is none
     * @param fields its simple children by name
     */
    record Event(
            int line,
            Day day,
            String room,
            String id,
            String guid,
            Map<String, Field> fields,
            List<String> presenters) {

        /** The field's text, empty if the event has no such field. */
        String text(String name) {
            Field field = fields.get(name);
            return field == null ? "" : AgendaText.oneLine(field.text());
        }

        /** The field's line, or the event's if it has no such field. */
        int line(String name) {
            Field field = fields.get(name);
            return field == null ? line : field.line();
        }

        /** How a message names this event, or an element of it. */
        String named(String element, Words words) {
            Field field = fields.get(element);
            if (field != null && !field.place().isEmpty()) {
                return field.place();
            }
            String event = AgendaText.oneLine(id.isEmpty() ? guid : id);
            String named =
                    element.isEmpty()
                            ? words.get("agenda.event", event)
                            : words.get("agenda.of-event", element, event);
            return named.strip();
        }
    }
}
