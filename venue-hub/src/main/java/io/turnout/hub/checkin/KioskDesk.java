package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.checkin.KioskScreens.Screen;
import io.turnout.hub.fleet.AtHub;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.access.WayRules;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.message.Said;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Brings who stands at a kiosk to the hub's door. Thread-safe. */
final class KioskDesk {
    private final Database database;
    private final EventBook events;
    private final HubDoor door;
    private final Guesses guesses;
    private final InstantSource clock;

    KioskDesk(
            Database database,
            EventBook events,
            HubDoor door,
            Guesses guesses,
            InstantSource clock) {
        this.database = database;
        this.events = events;
        this.door = door;
        this.guesses = guesses;
        this.clock = clock;
    }

    /** What a kiosk stands for. */
    record Place(Kiosk kiosk, EventSettings settings, EventFacts event, Talk talk) {}

    Optional<Place> place(Kiosk kiosk) {
        EventFacts event = EventFacts.require(database, kiosk.event().value());
        return events.find(kiosk.event().value())
                .flatMap(settings ->
                        database.read(handle -> Talk.find(handle, event, kiosk.session().value()))
                                .map(talk -> new Place(kiosk, settings, event, talk)));
    }

    /** Whether the hub can tell who somebody is by what the event asks for. */
    boolean canIdentify(Place place) {
        List<String> fields = place.settings().identify();
        return database.read(handle -> Identification.isPossible(handle, place.event(), fields));
    }

    /** Somebody with a badge, as a reader typed it. */
    Screen badge(Place place, String text) {
        Side side =
                database.read(handle ->
                        owner(handle, place, text)
                                .map(attendee -> side(handle, place, attendee))
                                .orElse(first(place.kiosk().mode())));
        return present(place, new Attempt.Who.Badge(text), side);
    }

    /** Somebody who says who they are. Wrong answers count against the kiosk, not its network. */
    Screen identified(Place place, Map<String, String> typed) {
        List<String> fields = place.settings().identify();
        String address = "kiosk " + place.kiosk().id();
        String person = place.event().id() + " " + Identification.person(fields, typed);
        Duration wait = guesses.begin(person, address);
        if (wait.isPositive()) {
            return new Screen.Problem("my.wait", wait.toSeconds() + 1);
        }
        Optional<Long> attendee =
                database.read(handle -> Identification.find(handle, place.event(), fields, typed));
        if (attendee.isEmpty()) {
            return new Screen.Problem("my.identify.wrong", 0);
        }
        guesses.right(person, address);
        long id = attendee.get();
        Side side = database.read(handle -> side(handle, place, id));
        return present(place, new Attempt.Who.Person(id), side);
    }

    private Screen present(Place place, Attempt.Who who, Side side) {
        Attempt attempt = new Attempt(place.event(), who, place.talk().id(), side, Way.KIOSK);
        WayRules.Wanted wanted = new WayRules.Wanted(Way.KIOSK, side, "", false);
        if (WayRules.gate(wanted, place.talk().asks()) != WayRules.Gate.OPEN) {
            return new Screen.Problem("my.session.not-asked", 0);
        }
        return switch (door.present(attempt)) {
            case Answer.Decided decided -> new Screen.Decided(recorded(decided, side));
            case Answer.NoSuchSession(), Answer.NoSuchPerson() ->
                    new Screen.Problem("my.identify.wrong", 0);
            case Answer.TryAgain() -> new Screen.Problem("kiosk.try-again", 0);
        };
    }

    private static Recorded recorded(Answer.Decided decided, Side side) {
        Said said = Said.of(decided.verdict());
        return new Recorded(
                said.outcome(),
                said.reason().wireName(),
                side.name().toLowerCase(Locale.ROOT),
                decided.at().toEpochMilli());
    }

    private static Side first(Mode mode) {
        return mode == Mode.OUT ? Side.OUT : Side.IN;
    }

    /**
     * Which way somebody goes. Where a kiosk reads both, who is inside goes out; who was read a
     * moment ago is read again, and goes nowhere.
     */
    private Side side(Handle handle, Place place, long attendee) {
        if (place.kiosk().mode() != Mode.AUTO) {
            return first(place.kiosk().mode());
        }
        AtHub.Place room = new AtHub(handle).place(place.event(), place.talk().id()).orElseThrow();
        Optional<Side> before =
                justRead(handle, room, attendee, clock.instant().minus(room.policy().coolDown()));
        boolean inside =
                SeenBefore.of(handle, room.room(), attendee)
                        .inside()
                        .equals(Optional.of(place.talk().id()));
        return before.orElse(inside ? Side.OUT : Side.IN);
    }

    private static Optional<Side> justRead(
            Handle handle, AtHub.Place room, long attendee, Instant since) {
        return handle.createQuery(
                        """
                        SELECT s.side FROM scan s
                        JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        WHERE b.attendee = :attendee AND s.unit = :unit AND s.wall_ms > :since
                        ORDER BY s.wall_ms DESC LIMIT 1
                        """)
                .bind("attendee", attendee)
                .bind("unit", AtHub.unit(room.room()).value())
                .bind("since", since.toEpochMilli())
                .map((row, _) -> row.getString(1).equals("in") ? Side.IN : Side.OUT)
                .findOne();
    }

    private static Optional<Long> owner(Handle handle, Place place, String text) {
        String print = place.event().fingerprinter().of(BadgeText.canonical(text)).toString();
        return handle.createQuery("SELECT attendee FROM badge WHERE event = ? AND fingerprint = ?")
                .bind(0, place.event().id().value())
                .bind(1, print)
                .mapTo(Long.class)
                .findOne();
    }
}
