package io.turnout.hub.corrections;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Correction;
import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.attendance.Correction.Line;
import io.turnout.hub.attendance.CorrectionStore;
import io.turnout.hub.attendance.Corrections;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Makes corrections, all or nothing, and never changes one. Thread-safe. */
final class CorrectionBook {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Runnable made;

    /**
     * @param made is told after the commit, and folds whom it is about
     */
    CorrectionBook(Database database, Audit audit, InstantSource clock, Runnable made) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.made = made;
    }

    /** What comes of a wish. */
    public sealed interface Outcome {
        /** It is written down under that number. */
        record Made(long number, int people) implements Outcome {}

        /**
         * It would do something else than was shown.
         *
         * @param since the corrections of the same people that were made meanwhile
         */
        record Changed(Preview now, List<Listed> since) implements Outcome {}

        /** It names something that the event does not have, or that does not hold any more. */
        record Refused(String what) implements Outcome {}
    }

    /** How far corrections go; what is shown now knows all of these. */
    public long newest() {
        return database.read(CorrectionBook::newest);
    }

    /** What it would do; empty where it names something that the event does not have. */
    public Optional<Preview> preview(EventFacts event, Wanted wanted) {
        String id = event.id().value();
        return database.read(handle ->
                fault(handle, id, wanted).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Previews(handle).of(id, wanted)));
    }

    /**
     * What somebody has seen of a wish.
     *
     * @param mark of the preview
     * @param newest the last correction that it knew of
     */
    public record Seen(String mark, long newest) {}

    /** Makes a correction that does what was seen. */
    public Outcome make(EventFacts event, Wanted wanted, Seen seen, SignedIn user) {
        return make(event, wanted, Optional.of(seen), user);
    }

    /** Makes a correction; whoever has not looked at it first gets what it does. */
    Outcome make(EventFacts event, Wanted wanted, Optional<Seen> seen, SignedIn user) {
        Outcome outcome =
                database.write(handle -> {
                    String id = event.id().value();
                    Optional<String> fault = fault(handle, id, wanted);
                    if (fault.isPresent()) {
                        return new Outcome.Refused(fault.get());
                    }
                    Previews previews = new Previews(handle);
                    Preview now = previews.brief(id, wanted);
                    return seen.isEmpty() || now.mark().equals(seen.get().mark())
                            ? write(handle, id, wanted, now, user)
                            : new Outcome.Changed(
                                    previews.of(id, wanted), since(handle, id, seen.get(), wanted));
                });
        if (outcome instanceof Outcome.Made) {
            made.run();
        }
        return outcome;
    }

    private static List<Listed> since(Handle handle, String event, Seen seen, Wanted wanted) {
        Previews previews = new Previews(handle);
        Set<Long> whom = previews.touched(event, wanted);
        return new CorrectionQueries(handle)
                .since(event, seen.newest()).stream()
                        .filter(one -> previews.of(one.number()).stream().anyMatch(whom::contains))
                        .toList();
    }

    private Outcome write(
            Handle handle, String event, Wanted wanted, Preview preview, SignedIn user) {
        Optional<Long> about = wanted.undoes().map(undone -> new Previews(handle).about(undone));
        handle.execute(
                "INSERT INTO correction (event, kind, undoes, about, why, hub_user, who, made_ms,"
                        + " people) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                event,
                wanted.kind().key(),
                wanted.undoes().orElse(null),
                about.orElse(null),
                wanted.why(),
                user.user(),
                user.name(),
                clock.millis(),
                preview.people());
        long number = newest(handle);
        lines(handle, number, wanted.lines());
        about.ifPresent(root -> turn(handle, root));
        audit.add(
                handle,
                user.name(),
                "correct attendance",
                event,
                "%d: %s, %d people%s"
                        .formatted(
                                number,
                                wanted.kind().key(),
                                preview.people(),
                                wanted.undoes().map(undone -> ", undoes " + undone).orElse("")));
        return new Outcome.Made(number, preview.people());
    }

    private static void lines(Handle handle, long number, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        PreparedBatch insert =
                handle.prepareBatch(
                        "INSERT INTO correction_line (correction, place, attendee, session, in_ms,"
                                + " out_ms, unit, epoch, number)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (int place = 0; place < lines.size(); place++) {
            Line line = lines.get(place);
            insert.bind(0, number)
                    .bind(1, place)
                    .bind(2, line.attendee().orElse(null))
                    .bind(3, line.session().map(SessionId::value).orElse(null))
                    .bind(4, line.in().map(Instant::toEpochMilli).orElse(null))
                    .bind(5, line.out().map(Instant::toEpochMilli).orElse(null))
                    .bind(6, line.scan().map(scan -> scan.unit()).orElse(null))
                    .bind(7, line.scan().map(scan -> scan.epoch()).orElse(null))
                    .bind(8, line.scan().map(scan -> scan.number()).orElse(null))
                    .add();
        }
        insert.execute();
    }

    /** Which of a correction and its undos hold is worked out anew from all of them. */
    private static void turn(Handle handle, long root) {
        List<Correction> undos =
                handle.createQuery("SELECT number, undoes FROM correction WHERE about = ?")
                        .bind(0, root)
                        .map((row, _) ->
                                new Correction(
                                        row.getLong(1),
                                        Kind.UNDO,
                                        List.of(),
                                        Optional.of(row.getLong(2))))
                        .list();
        handle.execute(
                "DELETE FROM correction_undone WHERE number = ?"
                        + " OR number IN (SELECT number FROM correction WHERE about = ?)",
                root,
                root);
        for (Long undone : Corrections.undone(undos)) {
            handle.execute("INSERT INTO correction_undone (number) VALUES (?)", undone);
        }
    }

    private static long newest(Handle handle) {
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM correction")
                .mapTo(Long.class)
                .one();
    }

    /** What it names that is not there. */
    private static Optional<String> fault(Handle handle, String event, Wanted wanted) {
        CorrectionQueries queries = new CorrectionQueries(handle);
        return queries.lacking(event, wanted.attendees())
                .map(attendee -> "attendee " + attendee)
                .or(() -> lackingSession(handle, event, wanted))
                .or(() ->
                        wanted.lines().stream()
                                .flatMap(line -> line.scan().stream())
                                .filter(scan -> queries.isElsewhere(event, scan))
                                .findFirst()
                                .map(scan -> "scan " + scan.number()))
                .or(() ->
                        wanted.undoes()
                                .filter(number ->
                                        new CorrectionStore(handle).find(event, number).isEmpty()
                                                || queries.isUndone(number))
                                .map(number -> "correction " + number));
    }

    private static Optional<String> lackingSession(Handle handle, String event, Wanted wanted) {
        List<String> named =
                wanted.lines().stream()
                        .flatMap(line -> line.session().stream())
                        .map(SessionId::value)
                        .distinct()
                        .toList();
        List<String> there =
                handle.createQuery("SELECT id FROM session WHERE event = ?")
                        .bind(0, event)
                        .mapTo(String.class)
                        .list();
        return named.stream()
                .filter(id -> !there.contains(id))
                .findFirst()
                .map(id -> "session " + id);
    }
}
