package io.turnout.hub.commands;

import io.turnout.hub.fleet.UnitView;
import io.turnout.hub.identity.Audit;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands in the database. */
final class CommandBook {
    private static final Logger LOG = LoggerFactory.getLogger(CommandBook.class);
    private static final String OPEN = "state IN ('waiting', 'sent', 'taken')";
    private static final String OF_EVENT =
            """
            SELECT c.* FROM unit_command c
            JOIN unit u ON u.id = c.unit
            JOIN door d ON d.id = u.door
            JOIN room r ON r.id = d.room
            WHERE r.event = :event
            ORDER BY c.made_ms DESC, c.unit, c.serial DESC LIMIT :most
            """;

    private static final String OF_UNITS =
            """
            SELECT c.*, u.status, u.heard_ms, u.clock_ms, u.info, r.event
            FROM unit_command c
            JOIN unit u ON u.id = c.unit
            JOIN door d ON d.id = u.door
            JOIN room r ON r.id = d.room
            WHERE c.state IN ('waiting', 'sent', 'taken')
            ORDER BY c.unit, c.serial
            """;

    private final MessageCodec codec = new MessageCodec();
    private final Audit audit;
    private final InstantSource clock;

    CommandBook(Audit audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Gives a command.
     *
     * @param detail what the order needs to know
     */
    CommandRow give(Handle handle, UnitId unit, Order order, String detail, String who) {
        long now = clock.millis();
        long serial = Math.max(now, newest(handle, unit) + 1);
        handle.execute(
                "INSERT INTO unit_command (unit, serial, what, detail, made_ms, made_by, until_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                unit.value(),
                serial,
                order.key(),
                detail,
                now,
                who,
                now + order.good().toMillis());
        audit.add(handle, who, "command unit", unit.value(), order.key());
        return row(handle, unit, serial).orElseThrow();
    }

    /** The commands to an event's units, the newest first. */
    List<CommandRow> recent(Handle handle, String event, int most) {
        return handle.createQuery(OF_EVENT)
                .bind("event", event)
                .bind("most", most)
                .map((row, _) -> row(row))
                .list();
    }

    /** Those that are not closed, in the order in which each unit takes them. */
    List<OpenCommand> open(Handle handle) {
        Instant now = clock.instant();
        return handle.createQuery(OF_UNITS).map((row, _) -> open(row, now)).list();
    }

    private OpenCommand open(ResultSet row, Instant now) throws SQLException {
        String unit = row.getString("unit");
        UnitView.Condition condition =
                UnitView.condition(row.getString("status"), row.getLong("heard_ms"), now);
        return new OpenCommand(
                row(row),
                row.getString("event"),
                condition == UnitView.Condition.ONLINE,
                row.getLong("clock_ms"),
                info(unit, row.getString("info")));
    }

    private Optional<UnitInfo> info(String unit, String json) {
        try {
            return json.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            codec.read(json.getBytes(StandardCharsets.UTF_8), UnitInfo.class));
        } catch (MalformedMessage e) {
            LOG.warn("unit {}: what it said last is of another version", unit);
            return Optional.empty();
        }
    }

    /** Where units stand. */
    List<String> events(Handle handle, Collection<String> units) {
        if (units.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(
                        "SELECT DISTINCT r.event FROM unit u JOIN door d ON d.id = u.door"
                                + " JOIN room r ON r.id = d.room WHERE u.id IN (<units>)")
                .bindList("units", List.copyOf(units))
                .mapTo(String.class)
                .list();
    }

    /** It is on its way to the unit. */
    void sent(Handle handle, CommandRow row) {
        handle.execute(
                "UPDATE unit_command SET sent_ms = ?,"
                        + " state = CASE state WHEN 'waiting' THEN 'sent' ELSE state END"
                        + " WHERE unit = ? AND serial = ? AND "
                        + OPEN,
                clock.millis(),
                row.unit(),
                row.serial());
    }

    /**
     * A unit says what became of a command.
     *
     * @return false for one that it was not told, or that is closed
     */
    boolean answered(Handle handle, UnitId unit, CommandResult result) {
        Optional<CommandRow> row =
                row(handle, unit, result.serial())
                        .filter(one -> one.state().isOpen() && one.sentMs() > 0);
        String state = result.outcome().name().toLowerCase(Locale.ROOT);
        boolean news = row.filter(one -> !one.state().key().equals(state)).isPresent();
        if (news) {
            close(handle, row.get(), state, result.why().orElse(""));
        }
        return news;
    }

    /** Becomes taken, or is closed: done, refused or expired. */
    void close(Handle handle, CommandRow row, String state, String why) {
        handle.execute(
                "UPDATE unit_command SET state = ?, answered_ms = ?, why = ?"
                        + " WHERE unit = ? AND serial = ?",
                state,
                clock.millis(),
                why,
                row.unit(),
                row.serial());
        if (!state.equals(CommandRow.State.TAKEN.key())) {
            audit.add(
                    handle,
                    "hub",
                    "end command",
                    row.unit(),
                    (row.order().key() + " " + state + " " + why).strip());
        }
    }

    private static long newest(Handle handle, UnitId unit) {
        return handle.createQuery(
                        "SELECT COALESCE(MAX(serial), 0) FROM unit_command WHERE unit = ?")
                .bind(0, unit.value())
                .mapTo(Long.class)
                .one();
    }

    private static Optional<CommandRow> row(Handle handle, UnitId unit, long serial) {
        return handle.createQuery("SELECT * FROM unit_command WHERE unit = ? AND serial = ?")
                .bind(0, unit.value())
                .bind(1, serial)
                .map((row, _) -> row(row))
                .findOne();
    }

    private static CommandRow row(ResultSet row) throws SQLException {
        return new CommandRow(
                row.getString("unit"),
                row.getLong("serial"),
                Order.of(row.getString("what")).orElseThrow(),
                row.getString("detail"),
                row.getLong("made_ms"),
                row.getString("made_by"),
                row.getLong("until_ms"),
                row.getLong("sent_ms"),
                CommandRow.State.of(row.getString("state")),
                row.getLong("answered_ms"),
                row.getString("why"));
    }
}
