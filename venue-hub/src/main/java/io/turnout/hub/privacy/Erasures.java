package io.turnout.hub.privacy;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Erases one person: shown first, done with a reason, and not to be taken back. Thread-safe. */
public final class Erasures {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final EventChanged changed;
    private final EventChanged stateChanged;

    /**
     * @param stateChanged is told first: doors must refuse the badges at once
     */
    public Erasures(
            Database database,
            Audit audit,
            InstantSource clock,
            EventChanged changed,
            EventChanged stateChanged) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
        this.stateChanged = stateChanged;
    }

    /** What came of it. */
    enum Outcome {
        DONE,
        /** The event has nobody of that id whose data are still here. */
        UNKNOWN,
        /** The reason would keep what is to go. */
        NAMED_IN_REASON
    }

    /**
     * What goes and what stays, in numbers.
     *
     * @param elsewhere other events with an attendee of the same address
     */
    record Preview(
            Attendee attendee,
            long badges,
            long groups,
            long fields,
            long certificates,
            long messages,
            long scans,
            long visits,
            long registrations,
            long corrections,
            List<Elsewhere> elsewhere) {
        Preview {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /** The same person, by their address, in another event. */
    public record Elsewhere(String event, String title, long attendee) {}

    /** Empty where there is nobody to erase. */
    Optional<Preview> preview(EventFacts event, long attendee) {
        return database.read(handle ->
                known(handle, event.id(), attendee)
                        .map(found -> preview(handle, event.id(), found)));
    }

    /**
     * Erases.
     *
     * @param why without a name; stays in the record
     */
    Outcome erase(EventFacts event, long attendee, String why, String who) {
        Outcome outcome =
                database.write(handle -> {
                    if (known(handle, event.id(), attendee).isEmpty()) {
                        return Outcome.UNKNOWN;
                    }
                    if (Mentions.of(handle, List.of(attendee)).in(why)) {
                        return Outcome.NAMED_IN_REASON;
                    }
                    new Eraser(handle, event.id(), who, clock.millis())
                            .eraseNamed(List.of(attendee));
                    String subject = PeopleBook.subject(event.id(), attendee);
                    audit.add(handle, who, "erase attendee", subject, why);
                    return Outcome.DONE;
                });
        if (outcome == Outcome.DONE) {
            stateChanged.happened(event.id());
            changed.happened(event.id());
            database.forget();
        }
        return outcome;
    }

    private static Optional<Attendee> known(Handle handle, EventId event, long attendee) {
        return PeopleBook.find(handle, event, attendee).filter(found -> !found.erased());
    }

    private static Preview preview(Handle handle, EventId event, Attendee attendee) {
        long id = attendee.id();
        return new Preview(
                attendee,
                count(handle, "badge WHERE attendee = ?", id),
                count(handle, "attendee_group WHERE attendee = ?", id),
                count(handle, "attendee_field WHERE attendee = ? AND value <> ''", id),
                count(handle, "certificate WHERE attendee = ?", id),
                count(handle, "webhook_delivery WHERE attendee = ?", id),
                count(
                        handle,
                        "badge b JOIN scan s ON s.event = b.event AND s.badge = b.fingerprint"
                                + " WHERE b.attendee = ?",
                        id),
                count(handle, "visit WHERE attendee = ?", id),
                count(handle, "registration WHERE attendee = ?", id),
                count(handle, "correction_line WHERE attendee = ?", id),
                elsewhere(handle, event, attendee));
    }

    private static long count(Handle handle, String of, long attendee) {
        return handle.createQuery("SELECT count(*) FROM " + of)
                .bind(0, attendee)
                .mapTo(Long.class)
                .one();
    }

    private static List<Elsewhere> elsewhere(Handle handle, EventId event, Attendee attendee) {
        String email = attendee.details().email();
        return email.isEmpty()
                ? List.of()
                : handle.createQuery(
                                """
                                SELECT e.id, e.title, a.id FROM event e
                                JOIN attendee a ON a.event = e.id AND lower(a.email) = lower(?)
                                WHERE e.id <> ? ORDER BY e.title, a.id
                                """)
                        .bind(0, email)
                        .bind(1, event.value())
                        .map((row, _) ->
                                new Elsewhere(row.getString(1), row.getString(2), row.getLong(3)))
                        .list();
    }
}
