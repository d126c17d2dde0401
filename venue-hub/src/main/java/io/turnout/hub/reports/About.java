package io.turnout.hub.reports;

import io.turnout.hub.attendance.AttendanceRules;
import io.turnout.hub.attendance.RuleName;
import io.turnout.hub.fleet.Completeness;
import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.sheet.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What must be known of a report to read it, in rows of a name and a value: time zone, filters, how
 * complete it is, and the settings that presence and credit were made by.
 */
final class About implements Report {
    @Override
    public String name() {
        return "about";
    }

    @Override
    public List<String> columns() {
        return List.of("name", "value");
    }

    @Override
    public Set<String> numbers() {
        return Set.of();
    }

    @Override
    public void rows(Handle handle, Asked asked, RowWriter out) {
        of(handle, asked).forEach(out::row);
    }

    /** All of it. */
    static List<List<String>> of(Handle handle, Asked asked) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("event", asked.event().id().value()));
        rows.add(List.of("time_zone", asked.event().zone().getId()));
        rows.add(List.of("made_at_utc", Cells.utc(asked.now())));
        rows.add(List.of("language", asked.words().language().getLanguage()));
        Map<String, String> parts = asked.filter().parts();
        for (String part : List.of("room", "day", "session")) {
            rows.add(List.of("filter_" + part, parts.getOrDefault(part, "")));
        }
        rows.addAll(completeness(asked.completeness()));
        rows.addAll(rules(handle, asked.event().id().value()));
        return rows;
    }

    private static List<List<String>> completeness(Completeness completeness) {
        return List.of(
                List.of("complete_to_utc", Cells.utc(completeness.to())),
                List.of("waiting_for", units(completeness.lacking())),
                List.of("silent", units(completeness.silent())),
                List.of("lost", String.valueOf(completeness.lost())),
                List.of("not_counted", String.valueOf(completeness.unfolded())));
    }

    private static String units(List<UnitView> units) {
        return units.stream().map(UnitView::id).collect(Collectors.joining(" "));
    }

    /** Those of the event, then those that sessions have of their own. */
    private static List<List<String>> rules(Handle handle, String event) {
        List<List<String>> rows = new ArrayList<>();
        AttendanceRules.find(handle, event)
                .ifPresent(values -> {
                    for (RuleName rule : RuleName.values()) {
                        rows.add(List.of("rule " + rule.key(), values.get(rule)));
                    }
                });
        handle.createQuery(
                        "SELECT o.session, o.rule, o.value FROM session_rule o JOIN session s"
                                + " ON s.id = o.session WHERE s.event = :event"
                                + " ORDER BY o.session, o.rule")
                .bind("event", event)
                .map((row, _) ->
                        List.of(
                                "rule " + row.getString("rule") + " of " + row.getString("session"),
                                row.getString("value")))
                .forEach(rows::add);
        return rows;
    }
}
