package io.turnout.hub.commands;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.DoorBook;
import io.turnout.hub.fleet.DoorBook.Place;
import io.turnout.protocol.message.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Gives commands to one unit or many, for pages and programs alike. */
public final class Dispatch {
    private final CommandDesk desk;
    private final DoorBook doors;
    private final ToLongFunction<UnitId> renew;
    private final EventChanged changed;

    /**
     * @param renew has a unit's list made anew, and says from which revision on it is
     * @param changed is told of an event whose lists must be made, or whose units moved
     */
    public Dispatch(
            CommandDesk desk, DoorBook doors, ToLongFunction<UnitId> renew, EventChanged changed) {
        this.desk = desk;
        this.doors = doors;
        this.renew = renew;
        this.changed = changed;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Given(List<CommandRow> rows) implements Outcome {
            public Given {
                rows = List.copyOf(rows);
            }
        }

        /** Nobody is told anything: this one is none of the event. */
        record UnknownUnit(String unit) implements Outcome {}

        /** Nobody is moved: there is no such door in the event. */
        record UnknownDoor() implements Outcome {}
    }

    /**
     * Tells units of an event, or none of them.
     *
     * @param door where to, for {@link Order#MOVE}; else empty
     */
    Outcome give(EventId event, Order order, List<String> units, String door, String who) {
        List<Place> places = new ArrayList<>();
        for (String unit : units.stream().distinct().toList()) {
            Optional<Place> place = doors.place(event, unit);
            if (place.isEmpty()) {
                return new Outcome.UnknownUnit(unit);
            }
            places.add(place.get());
        }
        if (order == Order.MOVE && !doors.doors(event).containsKey(door)) {
            return new Outcome.UnknownDoor();
        }
        List<CommandDesk.Told> told =
                places.stream()
                        .map(place ->
                                new CommandDesk.Told(
                                        new UnitId(place.unit()), detail(order, place, door)))
                        .toList();
        List<CommandRow> rows = desk.give(order, told, who);
        places.forEach(place -> move(event, order, place, door, who));
        if (order == Order.MOVE || order == Order.RESYNC) {
            changed.happened(event);
        }
        return new Outcome.Given(rows);
    }

    private String detail(Order order, Place place, String door) {
        return switch (order) {
            case IDENTIFY, RESTART -> "";
            case RESYNC -> String.valueOf(renew.applyAsLong(new UnitId(place.unit())));
            case MOVE -> door;
        };
    }

    /** Again where somebody else moved it just now: the last word counts. */
    private void move(EventId event, Order order, Place place, String door, String who) {
        if (order != Order.MOVE) {
            return;
        }
        Place wanted = new Place(place.unit(), door, place.mode(), place.version());
        if (doors.move(event, wanted, who) instanceof DoorBook.Outcome.Stale<Place>(Place now, _)) {
            doors.move(event, new Place(now.unit(), door, now.mode(), now.version()), who);
        }
    }
}
