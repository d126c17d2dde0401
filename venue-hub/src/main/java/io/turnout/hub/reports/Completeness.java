package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to when the hub has every scan of an event. A unit that never spoke does not count: it has no
 * list yet and lets nobody in. Thread-safe.
 */
public final class Completeness {
    private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);

    private final Database database;
    private final InstantSource clock;
    private final MessageCodec codec = new MessageCodec();

    public Completeness(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a report can say of itself.
     *
     * @param to every scan made before is in the log; empty where not even that is known
     * @param waitingFor the units that have scans not delivered, as far as they have said, by id
     */
    public record Report(Optional<Instant> to, List<Waiting> waitingFor) {
        public Report {
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /** A unit that has not delivered all: this many of that many. */
    public record Waiting(String unit, long delivered, long of) {}

    private record Unit(String id, Optional<UnitInfo> info) {}

    private record Journal(String epoch, long upTo, long highest, Optional<Instant> lastTime) {}

    /** How far one unit has delivered. */
    private record Reach(Optional<Instant> to, Optional<Waiting> waiting) {}

    /** The state of now. */
    public Report of(EventFacts event) {
        Instant now = clock.instant();
        List<Reach> reaches =
                database.read(handle ->
                        units(handle, event).stream()
                                .map(unit -> reach(unit, journals(handle, unit.id())))
                                .toList());
        boolean unknown = reaches.stream().anyMatch(reach -> reach.to().isEmpty());
        Instant to =
                reaches.stream()
                        .flatMap(reach -> reach.to().stream())
                        .min(Comparator.naturalOrder())
                        .filter(first -> first.isBefore(now))
                        .orElse(now);
        return new Report(
                unknown ? Optional.empty() : Optional.of(to),
                reaches.stream().flatMap(reach -> reach.waiting().stream()).toList());
    }

    /**
     * Journals begin anew when a unit's card is changed; what an earlier one lacks is lacking until
     * it comes back.
     */
    private static Reach reach(Unit unit, List<Journal> journals) {
        Optional<Journal> torn =
                journals.stream().filter(journal -> journal.upTo() < journal.highest()).findFirst();
        if (torn.isPresent()) {
            return new Reach(
                    torn.get().lastTime(), waiting(unit, torn.get(), torn.get().highest()));
        }
        return unit.info()
                .map(info -> saidAndDone(unit, info, journals))
                .orElseGet(() -> arrived(journals));
    }

    /** What the unit had journaled when it last spoke, compared to what is here. */
    private static Reach saidAndDone(Unit unit, UnitInfo info, List<Journal> journals) {
        Journal journal =
                journals.stream()
                        .filter(known -> known.epoch().equals(info.epoch().value()))
                        .findFirst()
                        .orElseGet(() -> new Journal(info.epoch().value(), 0, 0, Optional.empty()));
        if (journal.upTo() < info.lastNumber()) {
            return new Reach(journal.lastTime(), waiting(unit, journal, info.lastNumber()));
        }
        Instant to = journal.lastTime().filter(info.at()::isBefore).orElse(info.at());
        return new Reach(Optional.of(to), Optional.empty());
    }

    /** Scans but no word of how many there are: they are in order, so the last tells the time. */
    private static Reach arrived(List<Journal> journals) {
        return new Reach(
                journals.stream()
                        .flatMap(journal -> journal.lastTime().stream())
                        .max(Comparator.naturalOrder()),
                Optional.empty());
    }

    private static Optional<Waiting> waiting(Unit unit, Journal journal, long of) {
        return Optional.of(new Waiting(unit.id(), journal.upTo(), of));
    }

    private List<Unit> units(Handle handle, EventFacts event) {
        return handle.createQuery(
                        """
                        SELECT u.id, u.info FROM unit u
                        JOIN door d ON d.id = u.door JOIN room r ON r.id = d.room
                        WHERE r.event = ? AND (u.info <> ''
                            OR EXISTS (SELECT 1 FROM journal j WHERE j.unit = u.id))
                        ORDER BY u.id
                        """)
                .bind(0, event.id().value())
                .map((row, _) -> new Unit(row.getString("id"), info(row)))
                .list();
    }

    private static List<Journal> journals(Handle handle, String unit) {
        return handle.createQuery(
                        """
                        SELECT j.epoch, j.up_to, j.highest, s.wall_ms FROM journal j
                        LEFT JOIN scan s ON s.unit = j.unit AND s.epoch = j.epoch
                            AND s.number = j.up_to
                        WHERE j.unit = ? ORDER BY j.received_ms, j.epoch
                        """)
                .bind(0, unit)
                .map((row, _) ->
                        new Journal(
                                row.getString("epoch"),
                                row.getLong("up_to"),
                                row.getLong("highest"),
                                time(row)))
                .list();
    }

    private static Optional<Instant> time(ResultSet row) throws SQLException {
        long millis = row.getLong("wall_ms");
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private Optional<UnitInfo> info(ResultSet row) throws SQLException {
        String json = row.getString("info");
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.read(json.getBytes(StandardCharsets.UTF_8), UnitInfo.class));
        } catch (MalformedMessage e) {
            LOG.warn("unit {}: its kept info is of another version", row.getString("id"));
            return Optional.empty();
        }
    }
}
