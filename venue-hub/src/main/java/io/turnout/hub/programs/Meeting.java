package io.turnout.hub.programs;

import io.turnout.protocol.access.RoomId;
import java.time.Instant;
import java.util.Optional;

/**
 * A meeting of a path.
 *
 * @param due when the clock has something to do with it; absent for never
 * @param asked whether its participants were asked whether it took place
 * @param insteadOf the one that was put off too late, and stays as such
 */
public record Meeting(
        MeetingId id,
        Path path,
        RoomId room,
        String roomName,
        MeetingState state,
        Optional<Instant> due,
        boolean asked,
        Optional<MeetingId> insteadOf,
        long version) {
    /** How its meetings are verified. */
    public Verification rules() {
        return path.program().verification();
    }

    Meeting with(MeetingState now) {
        return new Meeting(id, path, room, roomName, now, due, asked, insteadOf, version);
    }
}
