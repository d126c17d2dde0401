package io.turnout.hub.attendance;

import io.turnout.hub.credit.Credit;
import io.turnout.hub.credit.CreditSession;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads the sessions that attendance is made for, with the settings in force in each. */
final class Plans {
    private static final String OF_THEIRS =
            " IN (SELECT event FROM attendee WHERE id IN (<attendees>))";
    private static final String RULES =
            Arrays.stream(RuleName.values())
                    .map(RuleName::column)
                    .collect(Collectors.joining(", ", "SELECT id, ", " FROM event WHERE id"));

    private final Handle handle;
    private final List<Long> attendees;
    private final Map<String, RuleValues> events = new HashMap<>();
    private final Map<String, Map<RuleName, String>> own = new HashMap<>();
    private final Map<String, List<Credit>> fields = new HashMap<>();

    private Plans(Handle handle, Collection<Long> attendees) {
        this.handle = handle;
        this.attendees = List.copyOf(attendees);
    }

    /** The sessions of the events that some attendees belong to. */
    static Map<SessionId, Planned> of(Handle handle, Collection<Long> attendees) {
        Plans plans = new Plans(handle, attendees);
        plans.readEvents();
        plans.readOwn();
        plans.readFields();
        return plans.sessions();
    }

    private void readEvents() {
        handle.createQuery(RULES + OF_THEIRS)
                .bindList("attendees", attendees)
                .map((row, _) -> Map.entry(row.getString("id"), AttendanceRules.values(row)))
                .forEach(event -> events.put(event.getKey(), event.getValue()));
    }

    private void readOwn() {
        handle.createQuery(
                        "SELECT r.session, r.rule, r.value FROM session_rule r"
                                + " JOIN session s ON s.id = r.session WHERE s.event"
                                + OF_THEIRS)
                .bindList("attendees", attendees)
                .map((row, _) ->
                        List.of(
                                row.getString("session"),
                                row.getString("rule"),
                                row.getString("value")))
                .forEach(row ->
                        RuleName.of(row.get(1))
                                .ifPresent(rule ->
                                        own.computeIfAbsent(
                                                        row.getFirst(),
                                                        _ -> new EnumMap<>(RuleName.class))
                                                .put(rule, row.getLast())));
    }

    private void readFields() {
        handle.createQuery(
                        "SELECT y.session, y.name, y.credits FROM session_study y"
                                + " JOIN session s ON s.id = y.session WHERE s.event"
                                + OF_THEIRS
                                + " ORDER BY y.session, y.place")
                .bindList("attendees", attendees)
                .map((row, _) ->
                        Map.entry(
                                row.getString("session"),
                                new Credit(
                                        row.getString("name"),
                                        new BigDecimal(row.getString("credits")))))
                .forEach(row ->
                        fields.computeIfAbsent(row.getKey(), _ -> new ArrayList<>())
                                .add(row.getValue()));
    }

    private Map<SessionId, Planned> sessions() {
        return handle
                .createQuery(
                        """
                        SELECT s.id, s.event, s.title, s.room, s.start_ms, s.end_ms, s.re_entry,
                               s.cancelled, s.check_out,
                               COALESCE(s.capacity, r.capacity) IS NOT NULL AS limited,
                               EXISTS (SELECT 1 FROM unit u JOIN door d ON d.id = u.door
                                       WHERE d.room = s.room AND u.mode IN ('out', 'auto'))
                                   AS reads_exits
                        FROM session s JOIN room r ON r.id = s.room
                        WHERE s.event
                        """
                                + OF_THEIRS)
                .bindList("attendees", attendees)
                .map((row, _) -> planned(row))
                .stream()
                .collect(Collectors.toMap(plan -> plan.schedule().id(), plan -> plan));
    }

    private Planned planned(ResultSet row) throws SQLException {
        RuleValues event = Objects.requireNonNull(events.get(row.getString("event")));
        Map<RuleName, String> others = own.getOrDefault(row.getString("id"), Map.of());
        RuleValues values = others.isEmpty() ? event : event.with(others);
        Schedule schedule =
                new Schedule(
                        new SessionId(row.getString("id")),
                        new RoomId(row.getString("room")),
                        Instant.ofEpochMilli(row.getLong("start_ms")),
                        Instant.ofEpochMilli(row.getLong("end_ms")),
                        leftByEnteringElsewhere(values, row.getBoolean("reads_exits")),
                        reEntry(row.getString("re_entry")),
                        row.getBoolean("limited"),
                        others.isEmpty() ? Optional.empty() : Optional.of(values.fold()));
        return new Planned(schedule, credit(row, schedule, values), event.overlap());
    }

    private CreditSession credit(ResultSet row, Schedule schedule, RuleValues values)
            throws SQLException {
        FoldSettings fold = values.fold();
        return new CreditSession(
                schedule.id(),
                row.getString("title"),
                schedule.start(),
                schedule.end(),
                row.getInt("cancelled") == 1,
                row.getInt("check_out") == 1 || row.getBoolean("reads_exits"),
                fold.graceBefore(),
                fold.graceAfter(),
                fields.getOrDefault(schedule.id().value(), List.of()),
                values.credit());
    }

    /** Unless settings say otherwise: where no door of the room reads exits. */
    private static boolean leftByEnteringElsewhere(RuleValues values, boolean readsExits) {
        return switch (values.elsewhereLeaves()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> !readsExits;
        };
    }

    private static ReEntry reEntry(String text) {
        return ReEntry.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
