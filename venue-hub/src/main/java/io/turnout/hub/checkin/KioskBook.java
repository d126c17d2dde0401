package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The kiosks of all events. Thread-safe. */
public final class KioskBook {
    private static final String KIOSKS =
            """
            SELECT k.*, s.end_ms FROM kiosk k JOIN session s ON s.id = k.session
            JOIN event e ON e.id = k.event AND e.attendance = 1
            """;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public KioskBook(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an organizer sets. */
    public record Draft(SessionId session, String name, Mode mode, Kiosk.Asks asks) {}

    /** All of an event, those made last first. */
    public List<Kiosk> all(EventId event) {
        return database.read(handle ->
                handle.createQuery(KIOSKS + " WHERE k.event = ? ORDER BY k.id DESC")
                        .bind(0, event.value())
                        .map((row, _) -> kiosk(row))
                        .list());
    }

    /**
     * Makes one.
     *
     * @return the secret of its link, which is not kept
     */
    public String make(EventId event, Draft draft, String who) {
        String link = Tokens.random();
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO kiosk (event, session, name, mode, asks, link_hash, made_by,"
                            + " made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    event.value(),
                    draft.session().value(),
                    draft.name(),
                    Kiosk.key(draft.mode()),
                    draft.asks().key(),
                    Tokens.hash(link),
                    who,
                    clock.millis());
            audit.add(handle, who, "make kiosk", event.value() + "/" + draft.session(), "");
        });
        return link;
    }

    /** The kiosk that a link is of, opened already or not. */
    public Optional<Kiosk> byLink(String link) {
        return find("k.link_hash", link);
    }

    /** The kiosk that a browser is. */
    public Optional<Kiosk> byDevice(String secret) {
        return find("k.device_hash", secret);
    }

    private Optional<Kiosk> find(String column, String secret) {
        return database.read(handle ->
                handle.createQuery(KIOSKS + " WHERE " + column + " = ?")
                        .bind(0, Tokens.hash(secret))
                        .map((row, _) -> kiosk(row))
                        .findOne());
    }

    /**
     * Opens a kiosk by its link.
     *
     * @return the browser's secret; empty where the link was used before, or is none
     */
    public Optional<String> open(String link) {
        String device = Tokens.random();
        int opened =
                database.write(handle ->
                        handle.execute(
                                "UPDATE kiosk SET device_hash = ?, opened_ms = ?"
                                        + " WHERE link_hash = ? AND device_hash IS NULL"
                                        + " AND revoked_ms = 0",
                                Tokens.hash(device),
                                clock.millis(),
                                Tokens.hash(link)));
        return opened == 1 ? Optional.of(device) : Optional.empty();
    }

    /** From now on it records nothing; false where there is no such kiosk. */
    public boolean revoke(EventId event, long id, String who) {
        return database.write(handle -> {
            Optional<Kiosk> known =
                    handle.createQuery(KIOSKS + " WHERE k.event = ? AND k.id = ?")
                            .bind(0, event.value())
                            .bind(1, id)
                            .map((row, _) -> kiosk(row))
                            .findOne();
            known.filter(kiosk -> kiosk.revokedMs() == 0)
                    .ifPresent(kiosk -> revoke(handle, kiosk, who));
            return known.isPresent();
        });
    }

    private void revoke(Handle handle, Kiosk kiosk, String who) {
        handle.execute("UPDATE kiosk SET revoked_ms = ? WHERE id = ?", clock.millis(), kiosk.id());
        String subject = kiosk.event() + "/" + kiosk.session();
        audit.add(handle, who, "revoke kiosk", subject, kiosk.name());
    }

    private static Kiosk kiosk(ResultSet row) throws SQLException {
        return new Kiosk(
                row.getLong("id"),
                new EventId(row.getString("event")),
                new SessionId(row.getString("session")),
                row.getString("name"),
                Kiosk.mode(row.getString("mode")),
                Kiosk.Asks.of(row.getString("asks")),
                row.getString("made_by"),
                row.getLong("opened_ms"),
                row.getLong("revoked_ms"),
                row.getLong("end_ms"));
    }
}
