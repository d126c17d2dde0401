package io.turnout.hub.agenda;

import io.turnout.hub.sheet.Column;
import io.turnout.protocol.access.WalkIn;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an event is, and its rules.
 *
 * @param zone of the venue
 * @param firstDay empty while it is not known
 * @param oneSession whether it is one session only
 * @param attendance whether attendance is tracked
 * @param identify what attendees are asked for to know who they are: {@link #FIELDS}, or {@link
 *     #OWN} and the name of a field of the event's own
 * @param rules of its doors
 * @param retentionDays how long after its last day the attendees' data are needed; empty for ever
 * @param version grows with each change
 */
public record EventSettings(
        EventId id,
        String title,
        ZoneId zone,
        Optional<LocalDate> firstDay,
        Optional<LocalDate> lastDay,
        boolean oneSession,
        boolean attendance,
        List<String> identify,
        Rules rules,
        OptionalInt retentionDays,
        long version) {
    /** What every event can ask for. */
    public static final List<String> FIELDS =
            List.of("badge-number", "email", "family-name", "licence-number");

    /** Before the name of a field of the event's own. */
    public static final String OWN = "own:";

    /** The columns that the list of attendees of every event has. */
    public static final List<String> COLUMNS =
            List.of(
                    "number",
                    "family_name",
                    "given_name",
                    "email",
                    "licence_number",
                    "groups",
                    "badge");

    public EventSettings {
        identify = List.copyOf(identify);
    }

    /**
     * How its doors decide.
     *
     * @param includeTargets whether those a session is meant for pass as if registered
     * @param notOnList when a list lacks a badge and the hub does not answer
     * @param uncertainTime when a clock cannot tell whether a session is open
     * @param walkIn of new sessions: when somebody is not registered
     * @param early of new sessions: how long before its start they let in
     * @param late of new sessions: how long after its end
     * @param coolDown within which the same badge at the same reader is one reading
     * @param turnover before a session's end, from when on one reading leaves it for the next
     */
    public record Rules(
            boolean includeTargets,
            WalkIn notOnList,
            WalkIn uncertainTime,
            WalkIn walkIn,
            Duration early,
            Duration late,
            Duration coolDown,
            Duration turnover) {}

    /** The fields of its own that attendees are asked for. */
    public List<String> ownFields() {
        return ownFields(identify);
    }

    static List<String> ownFields(List<String> identify) {
        return identify.stream()
                .filter(field -> field.startsWith(OWN))
                .map(field -> field.substring(OWN.length()))
                .toList();
    }

    /** Whether a field of this name would stand in a list beside a column of the same name. */
    static boolean isColumn(String ownField) {
        return COLUMNS.stream().anyMatch(column -> Column.isSame(column, ownField));
    }

    /** The day from which on the attendees' data are not needed any more. */
    public Optional<LocalDate> dueForRemoval() {
        return retentionDays.isPresent()
                ? lastDay.map(day -> day.plusDays(retentionDays.getAsInt() + 1L))
                : Optional.empty();
    }
}
