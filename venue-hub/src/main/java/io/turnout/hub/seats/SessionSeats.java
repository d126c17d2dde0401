package io.turnout.hub.seats;

import io.turnout.protocol.seats.SeatLender.AtDoor;
import java.util.List;

/** How a session's seats are divided among doors, as the hub knows. */
public record SessionSeats(int capacity, List<AtDoor> doors) {
    public SessionSeats {
        doors = List.copyOf(doors);
    }
}
