package io.turnout.hub.programs;

import io.turnout.protocol.access.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A meeting of a path.
 *
 * @param key by which it is known outside of this hub
 * @param due when the clock has something to do with it; absent for never
 * @param asked whether its participants were asked whether it took place
 * @param insteadOf the one that was put off too late, and stays as such
 * @param door when enough participants were in the room; absent where they were not, so far
 * @param doorIsNew whether visits changed since that was made of them
 */
public record Meeting(
        MeetingId id,
        String key,
        Path path,
        RoomId room,
        String roomName,
        MeetingState state,
        Optional<Instant> due,
        boolean asked,
        Optional<MeetingId> insteadOf,
        Optional<DoorTimes> door,
        boolean doorIsNew,
        long version) {
    /** How its meetings are verified. */
    public Verification rules() {
        return path.program().verification();
    }

    /** As it is at a time, also where the clock has not written that down yet. */
    public Meeting at(Instant now) {
        List<MeetingRules.Step> steps = MeetingRules.settle(state, now, rules());
        return steps.isEmpty() ? this : with(steps.getLast().now());
    }

    /** How long it counts as: what somebody said, what the door measured, or what was set. */
    public Duration length() {
        return state.said().or(this::atDoor).orElse(state.scheduled());
    }

    /** How long it took by the door, where that is what counts. */
    public Optional<Duration> atDoor() {
        boolean counts =
                path.program().hoursBy() == Program.HoursBy.DOOR
                        && state.status() == MeetingStatus.CONFIRMED
                        && state.said().isEmpty();
        return counts ? door.map(DoorTimes::together) : Optional.empty();
    }

    /** Whether enough participants were inside for long enough, so that it confirms itself. */
    boolean isSeenAtDoor() {
        Duration needed = path.program().door().time();
        return rules().verified()
                && door.filter(times -> times.together().compareTo(needed) >= 0).isPresent();
    }

    Meeting with(MeetingState now) {
        return new Meeting(
                id, key, path, room, roomName, now, due, asked, insteadOf, door, doorIsNew,
                version);
    }

    Meeting with(Optional<DoorTimes> times) {
        return new Meeting(
                id, key, path, room, roomName, state, due, asked, insteadOf, times, false, version);
    }
}
