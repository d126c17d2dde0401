package io.turnout.hub.agenda;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pages and the API of sessions have in common. Thread-safe. */
public record SessionDesk(
        Database database,
        EventBook events,
        SessionBook book,
        Rooms rooms,
        Frames frames,
        EventChanged changed) {
    /**
     * People of some sessions, counted.
     *
     * @param registrations of all of them
     * @param inside of all of them, now
     */
    record Numbers(long registrations, long inside) {}

    /**
     * The event of that id.
     *
     * @throws HttpProblem 404 where there is none
     */
    EventSettings event(String id) {
        return events.find(id).orElseThrow(() -> HttpProblem.notFound("event", id));
    }

    /**
     * The session of that id.
     *
     * @throws HttpProblem 404 where the event has none such
     */
    SessionDraft session(String id, EventSettings event) {
        return book.find(event.id(), id).orElseThrow(() -> HttpProblem.notFound("session", id));
    }

    Frame frame(EventSettings event, Words words) {
        String id = event.id().value();
        return frames.require(id, words);
    }

    SessionForm.Around around(EventSettings event, Optional<SessionDraft> known) {
        return new SessionForm.Around(event, rooms.all(event.id().value()), known);
    }

    /** The names of an event's rooms by their ids, in the order of pages. */
    Map<String, String> roomNames(EventSettings event) {
        Map<String, String> names = new LinkedHashMap<>();
        rooms.all(event.id().value()).forEach(room -> names.put(room.id().value(), room.name()));
        return names;
    }

    /** What a session holds: its own capacity or its room's. */
    Optional<Integer> capacity(EventSettings event, SessionDraft session) {
        return session.door().capacity().or(() -> roomCapacity(event, session.room()));
    }

    Numbers numbers(Collection<SessionId> sessions) {
        return database.read(handle -> {
            long registrations = 0;
            long inside = 0;
            for (SessionId id : sessions) {
                registrations +=
                        handle.select(
                                        "SELECT count(*) FROM registration WHERE session = ?",
                                        id.value())
                                .mapTo(Long.class)
                                .one();
                inside +=
                        handle.select(
                                        "SELECT count(*) FROM presence"
                                                + " WHERE session = ? AND inside = 1",
                                        id.value())
                                .mapTo(Long.class)
                                .one();
            }
            return new Numbers(registrations, inside);
        });
    }

    /** All that is to be warned of, as things are now. */
    List<SessionWarnings.Warning> warnings(EventSettings event, SessionDraft session) {
        return SessionWarnings.of(
                session,
                book.all(event.id()).values(),
                capacity(event, session),
                numbers(session.id().stream().toList()).inside(),
                event.zone());
    }

    private Optional<Integer> roomCapacity(EventSettings event, RoomId room) {
        return rooms.all(event.id().value()).stream()
                .filter(known -> known.id().equals(room))
                .findFirst()
                .flatMap(Rooms.Room::capacity);
    }
}
