package io.turnout.hub.attendance;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.TimeReading;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One admitted scan of an attendee, as far as attendance is concerned; or what a correction says in
 * its place.
 *
 * @param time the best known time of it, with its bounds
 * @param entered the session entered, if any
 * @param leaves whether something is left by it; one scan may do both
 * @param left the session left, where the door knew it
 * @param walkIn whether the entry was a walk-in, or flagged to be looked at
 * @param takesSeat whether the door gave a seat away for the entry
 * @param online whether the door's unit was connected to the hub
 * @param correction the number of the one that put it here; 0 where it is as it was read
 */
public record Evidence(
        ScanName name,
        TimeReading time,
        RoomId room,
        Optional<SessionId> entered,
        boolean leaves,
        Optional<SessionId> left,
        boolean walkIn,
        boolean takesSeat,
        boolean online,
        long correction)
        implements Comparable<Evidence> {
    private static final Comparator<Evidence> ORDER =
            Comparator.comparing(Evidence::at).thenComparing(Evidence::name);

    /** As it was read. */
    public Evidence(
            ScanName name,
            TimeReading time,
            RoomId room,
            Optional<SessionId> entered,
            boolean leaves,
            Optional<SessionId> left,
            boolean walkIn,
            boolean takesSeat,
            boolean online) {
        this(name, time, room, entered, leaves, left, walkIn, takesSeat, online, 0);
    }

    /** One whose time is exactly known. */
    public Evidence(
            ScanName name,
            Instant at,
            RoomId room,
            Optional<SessionId> entered,
            boolean leaves,
            Optional<SessionId> left,
            boolean walkIn,
            boolean takesSeat,
            boolean online) {
        this(name, TimeReading.exact(at), room, entered, leaves, left, walkIn, takesSeat, online);
    }

    /** The best known time of it. */
    public Instant at() {
        return time.best();
    }

    /** Whether staff said it, or where it belongs: it is no double use of anything then. */
    boolean isSaid() {
        return correction > 0;
    }

    /** The exit from where this is the entry to. */
    Evidence asExit() {
        return new Evidence(
                name,
                time,
                room,
                Optional.empty(),
                true,
                entered,
                walkIn,
                takesSeat,
                online,
                correction);
    }

    /** By best time, then by name: the order of arrival plays no part. */
    @Override
    public int compareTo(Evidence other) {
        return ORDER.compare(this, other);
    }
}
