package io.turnout.hub.attendance;

import io.turnout.hub.attendance.FoldSettings.StillOpen;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How each event makes attendance of scans. Thread-safe. */
public final class AttendanceRules {
    private final Database database;
    private final Audit audit;

    public AttendanceRules(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Whether entering another session ends the presence in the one before. */
    public enum ElsewhereLeaves {
        /** Where no door of the room reads exits. */
        AUTO,
        ON,
        OFF;

        /** As settings and tables write it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An event's rules.
     *
     * @param stillOpen until when somebody counts who was never seen leaving
     * @param graceBeforeMinutes presence so long before the start counts
     * @param graceAfterMinutes presence so long after the end counts
     * @param walkingMinutes nobody gets from one room to another in less
     */
    public record Rules(
            ElsewhereLeaves elsewhereLeaves,
            StillOpen stillOpen,
            int graceBeforeMinutes,
            int graceAfterMinutes,
            int walkingMinutes) {}

    /** The rules of an event; empty where there is no such event. */
    public Optional<Rules> of(String event) {
        return database.read(handle -> find(handle, event));
    }

    /** Sets them; false where there is no such event. What is the same already is not written. */
    public boolean put(String event, Rules rules, String who) {
        return database.write(handle -> {
            Optional<Rules> before = find(handle, event);
            if (before.isPresent() && !before.get().equals(rules)) {
                write(handle, event, rules);
                audit.add(handle, who, "set attendance rules", event, rules.toString());
            }
            return before.isPresent();
        });
    }

    private static void write(Handle handle, String event, Rules rules) {
        handle.execute(
                "UPDATE event SET elsewhere_leaves = ?, still_open = ?, grace_before_min = ?,"
                        + " grace_after_min = ?, walking_min = ? WHERE id = ?",
                rules.elsewhereLeaves().key(),
                rules.stillOpen().key(),
                rules.graceBeforeMinutes(),
                rules.graceAfterMinutes(),
                rules.walkingMinutes(),
                event);
    }

    private static Optional<Rules> find(Handle handle, String event) {
        return handle.createQuery("SELECT * FROM event WHERE id = :event")
                .bind("event", event)
                .map((row, context) -> rules(row))
                .findOne();
    }

    private static Rules rules(ResultSet row) throws SQLException {
        return new Rules(
                ElsewhereLeaves.valueOf(row.getString("elsewhere_leaves").toUpperCase(Locale.ROOT)),
                StillOpen.of(row.getString("still_open")),
                row.getInt("grace_before_min"),
                row.getInt("grace_after_min"),
                row.getInt("walking_min"));
    }
}
