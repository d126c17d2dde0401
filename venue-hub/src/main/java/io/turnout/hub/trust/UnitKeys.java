package io.turnout.hub.trust;

import io.turnout.hub.fleet.Swaps;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.store.Database;
import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.message.UnitId;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Which key speaks for which unit, and the tickets by which units bring theirs. A unit has one key
 * at most; each of its certificates is for that key, so a hub that was restored from a backup still
 * knows a unit whose certificate is younger. Thread-safe.
 */
public final class UnitKeys {
    /** How long a ticket waits for its unit. */
    public static final Duration TICKET = Duration.ofHours(24);

    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Predicate<X509Certificate> good;

    /**
     * @param good whether the authority vouches for a certificate now, whosever it is
     */
    public UnitKeys(
            Database database, Audit audit, InstantSource clock, Predicate<X509Certificate> good) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.good = good;
    }

    /** A ticket's token, told this once, and until when it is good. */
    public record Token(String secret, Instant until) {}

    /** What comes of a token and a key. */
    sealed interface Use {
        /** The key speaks for the unit from now on. */
        record Good(UnitId unit) implements Use {}

        /** There never was such a token, or it was withdrawn. */
        record Unknown() implements Use {}

        record Expired(UnitId unit) implements Use {}

        /** Another key came with it before. */
        record Used(UnitId unit) implements Use {}

        /** The ticket is for another unit than the one that asks. */
        record OtherUnit(UnitId unit) implements Use {}

        /** The key speaks, or spoke, for a unit already. */
        record KeyTaken(UnitId unit) implements Use {}
    }

    private record Row(String unit, long expiresMs, long usedMs, String keyPrint) {}

    private record Known(String unit, long revokedMs) {}

    /**
     * Makes a token for a unit; those made for it before are withdrawn.
     *
     * @return nothing where there is no such unit in that event
     */
    public Optional<Token> issue(UnitId unit, String who) {
        return Optional.ofNullable(issue(List.of(unit), who).get(unit));
    }

    /** The same for many; those that there are not, or that were taken away, are left out. */
    public Map<UnitId, Token> issue(List<UnitId> units, String who) {
        Instant now = clock.instant();
        return database.write(handle -> {
            Map<UnitId, Token> made = new LinkedHashMap<>();
            for (UnitId unit : units) {
                if (exists(handle, unit) && !Swaps.isRetired(handle, unit)) {
                    withdraw(handle, unit);
                    made.put(unit, issue(handle, unit, now, who));
                }
            }
            return made;
        });
    }

    private Token issue(Handle handle, UnitId unit, Instant now, String who) {
        Token token = new Token(Tokens.random(), now.plus(TICKET));
        handle.execute(
                "INSERT INTO unit_ticket (token_hash, unit, made_ms, made_by, expires_ms)"
                        + " VALUES (?, ?, ?, ?, ?)",
                Tokens.hash(token.secret()),
                unit.value(),
                now.toEpochMilli(),
                who,
                token.until().toEpochMilli());
        audit.add(handle, who, "make enrolment ticket", unit.value(), "");
        return token;
    }

    /** Whom a token still waits for, and until when; empty where it waits no more. */
    Optional<Map.Entry<UnitId, Instant>> waiting(String token) {
        long now = clock.instant().toEpochMilli();
        return database.read(handle -> ticket(handle, Tokens.hash(token)))
                .filter(row -> row.usedMs() == 0 && row.expiresMs() > now)
                .map(row ->
                        Map.entry(new UnitId(row.unit()), Instant.ofEpochMilli(row.expiresMs())));
    }

    /**
     * A unit brings a token and its key. The same key may bring the same token again: the answer
     * may have been lost on the way.
     */
    Use use(String token, Optional<UnitId> asked, String keyPrint, Instant until) {
        return database.write(handle -> {
            Optional<Row> row = ticket(handle, Tokens.hash(token));
            if (row.isEmpty()) {
                return new Use.Unknown();
            }
            UnitId unit = new UnitId(row.get().unit());
            boolean again = row.get().usedMs() > 0 && row.get().keyPrint().equals(keyPrint);
            Use use = judged(handle, row.get(), asked, keyPrint);
            if (again || !(use instanceof Use.Good)) {
                return use;
            }
            if (!spent(handle, Tokens.hash(token), keyPrint)) {
                return new Use.Used(unit); // another key was quicker
            }
            enrol(handle, unit, keyPrint, until);
            return use;
        });
    }

    private Use judged(Handle handle, Row row, Optional<UnitId> asked, String keyPrint) {
        UnitId unit = new UnitId(row.unit());
        if (row.usedMs() > 0 && !row.keyPrint().equals(keyPrint)) {
            audit.add(handle, "hub", "refuse enrolment", unit.value(), "ticket used before");
            return new Use.Used(unit);
        }
        if (row.expiresMs() <= clock.instant().toEpochMilli()) {
            return new Use.Expired(unit);
        }
        if (asked.isPresent() && !asked.get().equals(unit)) {
            audit.add(handle, "hub", "refuse enrolment", unit.value(), "asked as " + asked.get());
            return new Use.OtherUnit(unit);
        }
        Optional<Known> known = known(handle, keyPrint);
        boolean same =
                known.filter(key -> key.unit().equals(row.unit()) && key.revokedMs() == 0)
                        .isPresent();
        return known.isEmpty() || same ? new Use.Good(unit) : new Use.KeyTaken(unit);
    }

    private boolean spent(Handle handle, String hash, String keyPrint) {
        return handle.execute(
                        "UPDATE unit_ticket SET used_ms = ?, key_print = ?"
                                + " WHERE token_hash = ? AND used_ms = 0",
                        clock.instant().toEpochMilli(),
                        keyPrint,
                        hash)
                > 0;
    }

    private void enrol(Handle handle, UnitId unit, String keyPrint, Instant until) {
        long now = clock.instant().toEpochMilli();
        handle.execute(
                "UPDATE unit_key SET revoked_ms = ?, revoked_by = 'hub', why = 'replaced'"
                        + " WHERE unit = ? AND revoked_ms = 0 AND key_print <> ?",
                now,
                unit.value(),
                keyPrint);
        handle.execute(
                "INSERT INTO unit_key (key_print, unit, enrolled_ms, expires_ms)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (key_print) DO NOTHING",
                keyPrint,
                unit.value(),
                now,
                until.toEpochMilli());
        audit.add(handle, "hub", "enrol unit", unit.value(), "key " + keyPrint.substring(0, 8));
    }

    /** Whose a certificate is, where it counts now. */
    public Optional<UnitId> holder(X509Certificate certificate) {
        return good.test(certificate) ? unitOf(certificate) : Optional.empty();
    }

    /** Notes that a second machine came with a unit's key while the unit was here. */
    public void twice(UnitId unit) {
        long now = clock.instant().toEpochMilli();
        database.change(handle ->
                handle.execute(
                        "UPDATE unit_key SET twice_ms = ? WHERE unit = ? AND revoked_ms = 0"
                                + " AND twice_ms < ?",
                        now,
                        unit.value(),
                        now - BETWEEN_NOTES.toMillis()));
    }

    /** Whose key is in a certificate, where it speaks for a unit now; whatever its dates. */
    Optional<UnitId> unitOf(X509Certificate certificate) {
        String keyPrint = P256.fingerprint(certificate.getPublicKey());
        return database.read(handle -> known(handle, keyPrint))
                .filter(known -> known.revokedMs() == 0)
                .map(known -> new UnitId(known.unit()));
    }

    /** Notes until when a key's newest certificate is good. */
    void renewed(PublicKey key, Instant until) {
        database.change(handle ->
                handle.execute(
                        "UPDATE unit_key SET expires_ms = ? WHERE key_print = ?",
                        until.toEpochMilli(),
                        P256.fingerprint(key)));
    }

    /**
     * Takes back what a unit has: its key speaks for nobody any more, its tickets are void.
     *
     * @return false where there is no such unit
     */
    boolean revoke(UnitId unit, String who) {
        return database.write(handle -> {
            if (!exists(handle, unit)) {
                return false;
            }
            withdraw(handle, unit);
            handle.execute(
                    "UPDATE unit_key SET revoked_ms = ?, revoked_by = ?, why = 'revoked'"
                            + " WHERE unit = ? AND revoked_ms = 0",
                    clock.instant().toEpochMilli(),
                    who,
                    unit.value());
            audit.add(handle, who, "revoke unit", unit.value(), "");
            return true;
        });
    }

    private static void withdraw(Handle handle, UnitId unit) {
        handle.execute("DELETE FROM unit_ticket WHERE unit = ? AND used_ms = 0", unit.value());
    }

    private static Optional<Row> ticket(Handle handle, String hash) {
        return handle.createQuery(
                        "SELECT unit, expires_ms, used_ms, key_print FROM unit_ticket"
                                + " WHERE token_hash = :hash")
                .bind("hash", hash)
                .map((row, _) ->
                        new Row(
                                row.getString("unit"),
                                row.getLong("expires_ms"),
                                row.getLong("used_ms"),
                                row.getString("key_print")))
                .findOne();
    }

    private static Optional<Known> known(Handle handle, String keyPrint) {
        return handle.createQuery("SELECT unit, revoked_ms FROM unit_key WHERE key_print = :key")
                .bind("key", keyPrint)
                .map((row, _) -> new Known(row.getString("unit"), row.getLong("revoked_ms")))
                .findOne();
    }

    private static boolean exists(Handle handle, UnitId unit) {
        return handle.createQuery("SELECT id FROM unit WHERE id = :id")
                .bind("id", unit.value())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }
}
