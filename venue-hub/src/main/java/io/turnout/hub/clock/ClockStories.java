package io.turnout.hub.clock;

import io.turnout.hub.clock.ClockStory.Condition;
import io.turnout.hub.clock.Sightings.Boot;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** How the clocks of units behaved, boot by boot. */
public record ClockStories(Handle handle) {
    void put(Boot boot, ClockStory story) {
        handle.execute(
                """
                INSERT INTO clock_story (unit, boot, condition, off_ms, steps, step_ms, step_at_ms,
                    drift_ppm)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (unit, boot) DO UPDATE SET condition = excluded.condition,
                    off_ms = excluded.off_ms, steps = excluded.steps, step_ms = excluded.step_ms,
                    step_at_ms = excluded.step_at_ms, drift_ppm = excluded.drift_ppm
                """,
                boot.unit(),
                boot.boot(),
                story.condition().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                story.offMs(),
                story.steps(),
                story.stepMs(),
                story.stepAtMs(),
                story.driftPpm());
    }

    /** Of the boot that each unit is in, by unit. */
    public Map<String, ClockStory> now() {
        return handle
                .createQuery(
                        "SELECT s.* FROM clock_story s JOIN unit u ON u.id = s.unit"
                                + " AND u.boot = s.boot")
                .map((row, context) ->
                        Map.entry(
                                row.getString("unit"),
                                new ClockStory(
                                        condition(row.getString("condition")),
                                        row.getLong("off_ms"),
                                        row.getInt("steps"),
                                        row.getLong("step_ms"),
                                        row.getLong("step_at_ms"),
                                        row.getLong("drift_ppm"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Condition condition(String stored) {
        return Condition.valueOf(stored.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
