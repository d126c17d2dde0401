package io.turnout.hub.seats;

import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.Holder;
import io.turnout.protocol.seats.Loan;
import io.turnout.protocol.seats.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What the hub must not forget of seats. */
public record SeatTables(Handle handle) {
    /**
     * To be done once to a restored database: what was lent since its copy was made is not known.
     */
    public static void restored(Handle handle) {
        handle.execute("UPDATE seat_origin SET restored = 1 WHERE id = 1");
        handle.execute("UPDATE seat_holder SET known = 0, serial = serial + ?", Standing.SKIPPED);
        handle.execute("DELETE FROM seat_loan");
    }

    boolean isAfterRestore() {
        return handle.createQuery("SELECT restored FROM seat_origin WHERE id = 1")
                .mapTo(Boolean.class)
                .one();
    }

    List<Standing> standings() {
        Map<Holder, List<Loan>> loans = new HashMap<>();
        handle.createQuery("SELECT * FROM seat_loan ORDER BY unit, epoch, serial")
                .map((row, context) -> Map.entry(holder(row), loan(row)))
                .forEach(one ->
                        loans.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        Map<Holder, Map<Long, Long>> ended = new HashMap<>();
        handle.createQuery("SELECT * FROM seat_ended")
                .map((row, context) ->
                        Map.entry(
                                holder(row),
                                Map.entry(row.getLong("number"), row.getLong("serial"))))
                .forEach(one ->
                        ended.computeIfAbsent(one.getKey(), _ -> new HashMap<>())
                                .put(one.getValue().getKey(), one.getValue().getValue()));
        return handle.createQuery("SELECT * FROM seat_holder")
                .map((row, context) ->
                        standing(
                                row,
                                loans.getOrDefault(holder(row), List.of()),
                                ended.getOrDefault(holder(row), Map.of())))
                .list();
    }

    void save(Collection<Standing> standings, boolean afterRestore) {
        if (afterRestore) {
            handle.execute("UPDATE seat_origin SET restored = 1 WHERE id = 1");
        }
        standings.forEach(this::save);
    }

    private void save(Standing standing) {
        String unit = standing.holder().unit().value();
        String epoch = standing.holder().epoch().value();
        handle.execute(
                """
                INSERT INTO seat_holder
                    (unit, epoch, writes_now, known, dead_ms, serial, held_serial)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (unit, epoch) DO UPDATE
                SET writes_now = excluded.writes_now, known = excluded.known,
                    dead_ms = excluded.dead_ms, serial = excluded.serial,
                    held_serial = excluded.held_serial
                """,
                unit,
                epoch,
                standing.current() ? 1 : 0,
                standing.known() ? 1 : 0,
                standing.dead().map(Instant::toEpochMilli).orElse(0L),
                standing.serial(),
                standing.heldSerial());
        handle.execute("DELETE FROM seat_loan WHERE unit = ? AND epoch = ?", unit, epoch);
        for (Loan loan : standing.loans()) {
            handle.execute(
                    "INSERT INTO seat_loan (unit, epoch, serial, keep, levels, releases)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    unit,
                    epoch,
                    loan.serial(),
                    loan.keep() ? 1 : 0,
                    levels(loan),
                    loan.releases().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        saveEnded(standing, unit, epoch);
    }

    /** What the holder keeps to does not change any more. */
    private void saveEnded(Standing standing, String unit, String epoch) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT INTO seat_ended (unit, epoch, number, serial) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (unit, epoch, number) DO UPDATE"
                                + " SET serial = excluded.serial");
        standing.ended()
                .forEach((number, serial) -> {
                    if (serial == 0 || serial > standing.heldSerial()) {
                        batch.bind(0, unit).bind(1, epoch).bind(2, number).bind(3, serial).add();
                    }
                });
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(
                new UnitId(row.getString("unit")), new JournalEpoch(row.getString("epoch")));
    }

    private static Standing standing(ResultSet row, List<Loan> loans, Map<Long, Long> ended)
            throws SQLException {
        long dead = row.getLong("dead_ms");
        return new Standing(
                holder(row),
                row.getBoolean("writes_now"),
                row.getBoolean("known"),
                dead == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(dead)),
                row.getLong("serial"),
                row.getLong("held_serial"),
                loans,
                ended);
    }

    private static String levels(Loan loan) {
        return loan.levels().entrySet().stream()
                .map(level -> level.getKey() + "=" + level.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Loan loan(ResultSet row) throws SQLException {
        Map<SessionId, Integer> levels =
                words(row.getString("levels"))
                        .map(word -> word.split("=", 2))
                        .collect(
                                Collectors.toMap(
                                        pair -> new SessionId(pair[0]),
                                        pair -> Integer.parseInt(pair[1])));
        return new Loan(
                row.getLong("serial"),
                row.getBoolean("keep"),
                levels,
                words(row.getString("releases")).map(Long::parseLong).collect(Collectors.toSet()));
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty());
    }
}
