package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The sessions of an event with all that is set for them. Whoever writes one writes it here; many
 * are written in one transaction or none is. Thread-safe.
 */
public final class SessionBook {
    private final Database database;
    private final Audit audit;

    public SessionBook(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** What came of storing some. */
    public sealed interface Outcome {
        /**
         * All are stored.
         *
         * @param ids in the order of the drafts
         * @param changed how many of them were new or other than before
         */
        record Done(List<SessionId> ids, int changed) implements Outcome {
            public Done {
                ids = List.copyOf(ids);
            }
        }

        /** None is stored; each fault by its draft's place, from 0. */
        record Refused(Map<Integer, Fault> faults) implements Outcome {
            public Refused {
                faults = Map.copyOf(faults);
            }
        }
    }

    /** Why a draft cannot be stored. */
    public sealed interface Fault {
        /** Somebody else changed it since the draft was made. */
        record Stale(SessionDraft now, Audit.Entry last) implements Fault {}

        /** Another session of the event has that code. */
        record CodeTaken() implements Fault {}

        /** The event has no such session any more. */
        record Unknown() implements Fault {}

        /** The event has no such room. */
        record NoRoom() implements Fault {}

        /** The event is one session only, and has it. */
        record OneSession() implements Fault {}
    }

    /** What came of deleting some. */
    public sealed interface Deletion {
        record Done(int sessions) implements Deletion {}

        /** None is deleted: people came to these. */
        record Attended(List<SessionDraft> sessions) implements Deletion {
            public Attended {
                sessions = List.copyOf(sessions);
            }
        }
    }

    /** The sessions of an event by start, room and id. */
    public Map<SessionId, SessionDraft> all(EventId event) {
        return database.read(handle -> new SessionRows(handle, event).all());
    }

    public Optional<SessionDraft> find(EventId event, String session) {
        return database.read(handle -> new SessionRows(handle, event).find(session));
    }

    /**
     * Stores sessions, new ones and changed ones: all or none. A draft that says what there is
     * already changes nothing, and is no change in the record.
     */
    public Outcome save(EventId event, List<SessionDraft> drafts, String who) {
        return database.write(handle -> new SessionWriter(handle, event, audit, who).save(drafts));
    }

    /**
     * Changes sessions as they are now; those that the event does not have are left out.
     *
     * @return how many are other than before
     */
    public int change(
            EventId event,
            Collection<SessionId> sessions,
            UnaryOperator<SessionDraft> change,
            String who) {
        return database.write(
                handle -> new SessionWriter(handle, event, audit, who).change(sessions, change));
    }

    /** Deletes sessions with their registrations: all, or none where people came to one. */
    public Deletion delete(EventId event, Collection<SessionId> sessions, String who) {
        return database.write(
                handle -> new SessionWriter(handle, event, audit, who).delete(sessions));
    }
}
