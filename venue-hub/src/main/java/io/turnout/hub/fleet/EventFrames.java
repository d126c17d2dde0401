package io.turnout.hub.fleet;

import io.turnout.hub.web.Frame;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The frame of an event's pages: its name, its clock, and how complete its data is. */
public final class EventFrames {
    private final UnitsQueries units;
    private final InstantSource clock;

    public EventFrames(UnitsQueries units, InstantSource clock) {
        this.units = units;
        this.clock = clock;
    }

    /** An event with its units as they are now. */
    public record Framed(Frame frame, Completeness complete) {
        public List<UnitView> units() {
            return complete.units();
        }
    }

    private record Event(
            String title, String zone, boolean oneSession, boolean attendance, String erases) {}

    /** The frame of an event; empty where there is no such event. */
    public Optional<Framed> find(Handle handle, String event, Words words) {
        return handle.createQuery(
                        "SELECT e.title, e.zone, e.level, e.attendance,"
                                + " COALESCE(r.erase_day, '') AS erases FROM event e"
                                + " LEFT JOIN retention r ON r.event = e.id"
                                + " AND r.ended_ms IS NULL WHERE e.id = :event")
                .bind("event", event)
                .map((row, _) ->
                        new Event(
                                row.getString("title"),
                                row.getString("zone"),
                                row.getString("level").equals("single-session"),
                                row.getBoolean("attendance"),
                                row.getString("erases")))
                .findOne()
                .map(found -> frame(handle, event, found, words));
    }

    /**
     * The frame of an event.
     *
     * @throws HttpProblem 404 where there is no such event
     */
    public Framed require(Handle handle, String event, Words words) {
        return find(handle, event, words).orElseThrow(() -> HttpProblem.notFound("event", event));
    }

    private Framed frame(Handle handle, String id, Event event, Words words) {
        Instant now = clock.instant();
        VenueText text = new VenueText(words, ZoneId.of(event.zone()), now);
        Completeness complete = units.completeness(handle, id, now);
        return new Framed(
                new Frame(
                        id,
                        event.title(),
                        text,
                        complete.sentence(text),
                        complete.trouble(text),
                        event.oneSession(),
                        event.attendance(),
                        event.erases()),
                complete);
    }
}
