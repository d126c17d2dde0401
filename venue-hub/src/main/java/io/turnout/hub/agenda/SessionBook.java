package io.turnout.hub.agenda;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * The sessions of an event with all that is set for them. Whoever writes one writes it here; many
 * are written in one transaction or none is. Thread-safe.
 */
public final class SessionBook {
    /** What is done to an event and changes its sessions. */
    private static final Set<String> OF_ALL = Set.of("import agenda", "change event");

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

    /** Why storing them would be refused, by their places; nothing where it would not. */
    public Map<Integer, Fault> check(EventId event, List<SessionDraft> drafts) {
        return database.read(handle -> new SessionWriter(handle, event, audit, "").faults(drafts));
    }

    /** How far the record of changes goes. */
    public long recorded() {
        return database.read(audit::newest);
    }

    /**
     * What somebody else last did to a session since the record went so far; empty where all that
     * was done is that user's own.
     */
    Optional<Audit.Entry> changedSince(EventId event, SessionId session, long seq, String who) {
        return database.read(handle -> {
            List<Audit.Entry> all = changesSince(handle, event, session, seq);
            return all.isEmpty()
                    ? Optional.of(audit.unknown(session.value()))
                    : all.stream()
                            .filter(one -> !one.who().equals(who))
                            .max(Comparator.comparingLong(Audit.Entry::seq));
        });
    }

    /** An agenda, the event's zone and the room's name change what is said of a session too. */
    private List<Audit.Entry> changesSince(
            Handle handle, EventId event, SessionId session, long seq) {
        List<Audit.Entry> all = new ArrayList<>(audit.since(handle, session.value(), seq));
        audit.since(handle, event.value(), seq).stream()
                .filter(one -> OF_ALL.contains(one.what()))
                .forEach(all::add);
        new SessionRows(handle, event)
                .find(session.value())
                .ifPresent(now -> all.addAll(audit.since(handle, now.room().value(), seq)));
        return all;
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
