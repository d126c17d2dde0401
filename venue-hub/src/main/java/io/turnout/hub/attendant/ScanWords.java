package io.turnout.hub.attendant;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What attendants say of their own scans: why they let somebody in, or that it was a mistake.
 * Never changed once it is said. Thread-safe.
 */
public final class ScanWords {
    /** How long after a scan it can be taken back. */
    public static final Duration UNDO = Duration.ofMinutes(2);

    /** Longest reason, in characters. */
    public static final int LONGEST = 300;

    /** Between pressing a button and typing a reason the two minutes may be over. */
    private static final Duration TYPING = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;
    private final LongConsumer takenBack;

    /**
     * @param takenBack is told of each scan that is taken back, by its place in the log
     */
    public ScanWords(Database database, InstantSource clock, LongConsumer takenBack) {
        this.database = database;
        this.clock = clock;
        this.takenBack = takenBack;
    }

    /** What is said. */
    public enum Kind {
        OVERRIDE,
        UNDO,
        /** Who presented the badge at the hub's own door; said by the hub alone. */
        SCAN;

        /** As it is stored and sent. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> find(String key) {
            return Stream.of(OVERRIDE, UNDO).filter(kind -> kind.key().equals(key)).findFirst();
        }
    }

    /**
     * A word about a scan.
     *
     * @param phone or the hub's own door, as the scan is named
     * @param saidMs the phone's clock
     */
    public record Word(
            UnitId phone, JournalEpoch epoch, long number, Kind kind, String why, long saidMs) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** It is kept; also where it was said before. */
        record Kept() implements Outcome {}

        /** That scan is not this user's, or not here yet. */
        record NoSuchScan() implements Outcome {}

        /** It is too late to take the scan back, or nobody was let in by it. */
        record NotPossible() implements Outcome {}
    }

    private record Said(long seq, long wallMs, String outcome, String reason) {}

    /** Keeps a word. */
    public Outcome say(SignedIn user, String event, Word word) {
        Outcome outcome = database.write(handle -> keep(handle, user, event, word));
        if (outcome instanceof Outcome.Kept && word.kind() == Kind.UNDO) {
            database.read(handle -> scan(handle, word)).ifPresent(of -> takenBack.accept(of.seq()));
        }
        return outcome;
    }

    /** Notes whose scan it is that the hub's own door made; it may be taken back by them. */
    public void scanned(SignedIn user, UnitId door, JournalEpoch epoch, long number, long atMs) {
        Word word = new Word(door, epoch, number, Kind.SCAN, "", atMs);
        database.change(handle -> insert(handle, user, word));
    }

    private Outcome keep(Handle handle, SignedIn user, String event, Word word) {
        boolean theirs =
                new Phones(handle).isOf(word.phone(), event, user.user())
                        || isNoted(handle, user, word);
        Optional<Said> scan = theirs ? scan(handle, word) : Optional.empty();
        if (scan.isEmpty()) {
            return new Outcome.NoSuchScan();
        }
        if (!isPossible(word, scan.get())) {
            return new Outcome.NotPossible();
        }
        insert(handle, user, word);
        return new Outcome.Kept();
    }

    private static boolean isNoted(Handle handle, SignedIn user, Word word) {
        return handle.createQuery(
                        "SELECT 1 FROM scan_word WHERE unit = ? AND epoch = ? AND number = ?"
                                + " AND kind = 'scan' AND hub_user = ?")
                .bind(0, word.phone().value())
                .bind(1, word.epoch().value())
                .bind(2, word.number())
                .bind(3, user.user())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private void insert(Handle handle, SignedIn user, Word word) {
        handle.execute(
                "INSERT INTO scan_word (unit, epoch, number, kind, why, hub_user, who, said_ms,"
                        + " received_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (unit, epoch, number, kind) DO NOTHING",
                word.phone().value(),
                word.epoch().value(),
                word.number(),
                word.kind().key(),
                word.why(),
                user.user(),
                user.name(),
                word.saidMs(),
                clock.millis());
    }

    private static boolean isPossible(Word word, Said scan) {
        boolean admitted = scan.outcome().equals("admitted");
        long after = word.saidMs() - scan.wallMs();
        return switch (word.kind()) {
            case OVERRIDE -> admitted && scan.reason().equals(Reason.OVERRIDE.wireName());
            case UNDO -> admitted && after >= 0 && after <= UNDO.plus(TYPING).toMillis();
            case SCAN -> false;
        };
    }

    private static Optional<Said> scan(Handle handle, Word word) {
        return handle.createQuery(
                        "SELECT seq, wall_ms, outcome, reason FROM scan"
                                + " WHERE unit = ? AND epoch = ? AND number = ?")
                .bind(0, word.phone().value())
                .bind(1, word.epoch().value())
                .bind(2, word.number())
                .map((row, _) ->
                        new Said(
                                row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
                .findOne();
    }
}
