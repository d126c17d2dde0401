package io.turnout.hub.fleet;

import io.turnout.hub.clock.Sightings;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.GroupWriter;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What units say of themselves, kept as the last word of each. Thread-safe. */
public final class UnitReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnitReports.class);
    private static final GroupWriter.Limits<Report> LIMITS = GroupWriter.Limits.items(2_000, 500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LARGEST = 16 * 1024;
    private static final int MOST_WARNINGS = 1000;

    /**
     * Kinds of alerts kept of one unit: there are some; one that makes up more is out of its mind.
     */
    private static final int MOST_ALERTS = 32;

    private final MessageCodec codec;
    private final InstantSource clock;
    private final LongAdder malformed = new LongAdder();
    private final Set<UnitId> warned = ConcurrentHashMap.newKeySet();
    private final GroupWriter<Report, Written> writer;

    /**
     * Starts the writer. Every unit counts as lost until it reports: the broker that knew better
     * went down with the hub.
     *
     * @param changed is told the id of each event whose units reported
     * @param outdated is told the id of each event with units whose lists must be made anew
     * @param told is handed what each unit said of itself last, once that is durable
     */
    public UnitReports(
            Database database,
            InstantSource clock,
            Consumer<String> changed,
            Consumer<String> outdated,
            BiConsumer<UnitId, UnitInfo> told) {
        this.codec = new MessageCodec();
        this.clock = clock;
        database.change(
                handle -> handle.execute("UPDATE unit SET status = 'lost' WHERE status = 'ready'"));
        this.writer =
                new GroupWriter<>(
                        "unit-reports",
                        database,
                        LIMITS,
                        this::write,
                        written -> {
                            written.events().forEach(changed);
                            written.outdated().forEach(outdated);
                            written.told().forEach(told);
                        });
    }

    private sealed interface Report {
        UnitId unit();

        record Status(UnitId unit, UnitState state) implements Report {}

        /** Empty for an alert that is over. */
        record Alerted(UnitId unit, String id, String json) implements Report {}

        record Told(UnitId unit, UnitInfo info, String json, long receivedMs) implements Report {}
    }

    /**
     * What was written.
     *
     * @param events of the units that reported
     * @param outdated of those that use a list unknown here
     * @param told what units said of themselves last
     */
    private record Written(Set<String> events, Set<String> outdated, Map<UnitId, UnitInfo> told) {}

    /** Takes a state message; what cannot be read is counted and logged once. */
    public void state(UnitId unit, byte[] payload) {
        try {
            checkSize(payload);
            offer(new Report.Status(unit, codec.read(payload, UnitState.class)));
        } catch (MalformedMessage _) {
            refuse(unit);
        }
    }

    /**
     * Takes an info message; what cannot be read is counted and logged once.
     *
     * @param understood is handed the message when it could be read
     */
    public void info(UnitId unit, byte[] payload, Consumer<UnitInfo> understood) {
        try {
            checkSize(payload);
            UnitInfo info = codec.read(payload, UnitInfo.class);
            offer(
                    new Report.Told(
                            unit,
                            info,
                            new String(payload, StandardCharsets.UTF_8),
                            clock.millis()));
            understood.accept(info);
        } catch (MalformedMessage _) {
            refuse(unit);
        }
    }

    /**
     * Takes an alert; what cannot be read is counted and logged once.
     *
     * @param payload empty when it is solved
     */
    public void alert(UnitId unit, String id, byte[] payload) {
        try {
            checkSize(payload);
            if (payload.length > 0 && !codec.read(payload, Alert.class).id().equals(id)) {
                refuse(unit);
                return;
            }
            offer(new Report.Alerted(unit, id, new String(payload, StandardCharsets.UTF_8)));
        } catch (MalformedMessage _) {
            refuse(unit);
        }
    }

    /** Messages that could not be read since the start. */
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public void close() {
        writer.close();
    }

    private void offer(Report report) {
        if (!writer.offer(report, PATIENCE)) {
            LOG.warn("unit {}: dropped what it said of itself", report.unit());
        }
    }

    private static void checkSize(byte[] payload) throws MalformedMessage {
        if (payload.length > LARGEST) {
            throw new MalformedMessage(
                    "larger than " + LARGEST + " bytes", new IllegalArgumentException("size"));
        }
    }

    private void refuse(UnitId unit) {
        malformed.increment();
        if (warned.size() < MOST_WARNINGS && warned.add(unit)) {
            LOG.warn("unit {}: what it says of itself cannot be read (said once)", unit);
        }
    }

    private Written write(Handle handle, List<Report> reports) {
        List<UnitId> units = new ArrayList<>();
        List<UnitId> ahead = new ArrayList<>();
        Map<UnitId, UnitInfo> told = new LinkedHashMap<>();
        Sightings sightings = new Sightings(handle);
        for (Report report : reports) {
            switch (report) {
                case Report.Status(UnitId unit, UnitState state) -> write(handle, unit, state);
                case Report.Alerted alert -> write(handle, alert);
                case Report.Told info -> {
                    write(handle, info);
                    sightings.note(info.unit(), info.info(), info.receivedMs());
                    told.put(info.unit(), info.info());
                    if (ListRevisions.overtake(
                            handle,
                            info.unit(),
                            info.info().listRevision(),
                            info.info().changes().orElse(0L))) {
                        ahead.add(info.unit());
                    }
                }
            }
            units.add(report.unit());
        }
        return new Written(events(handle, units), events(handle, ahead), told);
    }

    /** Only ready says which life is the current one; a word of an earlier life is too late. */
    private void write(Handle handle, UnitId unit, UnitState state) {
        if (state.status() == UnitState.Status.READY) {
            handle.execute(
                    "UPDATE unit SET status = 'ready', boot = ?, heard_ms = ? WHERE id = ?",
                    state.boot(),
                    clock.millis(),
                    unit.value());
        } else {
            handle.execute(
                    "UPDATE unit SET status = ? WHERE id = ? AND boot = ?",
                    state.status().name().toLowerCase(Locale.ROOT),
                    unit.value(),
                    state.boot());
        }
    }

    /** One word for each kind; a unit that is not registered is not heard. */
    private void write(Handle handle, Report.Alerted alert) {
        handle.execute(
                "DELETE FROM unit_alert WHERE unit = ? AND alert = ?",
                alert.unit().value(),
                alert.id());
        if (!alert.json().isEmpty()) {
            handle.execute(
                    "INSERT INTO unit_alert (unit, alert, message, received_ms)"
                            + " SELECT id, ?, ?, ? FROM unit WHERE id = ? AND ? >"
                            + " (SELECT count(*) FROM unit_alert a WHERE a.unit = unit.id)",
                    alert.id(),
                    alert.json(),
                    clock.millis(),
                    alert.unit().value(),
                    MOST_ALERTS);
        }
    }

    private void write(Handle handle, Report.Told report) {
        long now = clock.millis();
        handle.execute(
                "UPDATE unit SET status = 'ready', boot = ?, heard_ms = ?, clock_ms = ?, info = ?"
                        + " WHERE id = ?",
                report.info().boot(),
                now,
                report.info().at().toEpochMilli() - report.receivedMs(),
                report.json(),
                report.unit().value());
    }

    private static Set<String> events(Handle handle, List<UnitId> units) {
        if (units.isEmpty()) {
            return Set.of();
        }
        return new LinkedHashSet<>(
                handle.createQuery(
                                "SELECT DISTINCT r.event FROM unit u JOIN door d ON d.id = u.door"
                                        + " JOIN room r ON r.id = d.room WHERE u.id IN (<units>)")
                        .bindList("units", units.stream().map(UnitId::value).distinct().toList())
                        .mapTo(String.class)
                        .list());
    }
}
