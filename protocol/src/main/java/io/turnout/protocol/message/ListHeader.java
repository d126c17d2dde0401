package io.turnout.protocol.message;

import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.badge.EventTag;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * First line of an access list; a {@link ListBadge} on each line after it, in ascending order of
 * fingerprint. UTF-8, lines end in a line feed.
 *
 * @param badges how many lines follow
 * @param salt base64 of the event's key for fingerprints, 32 bytes
 * @param badgeKeys public Ed25519 keys for signed badges, by key id (0..31), base64 of the 32 bytes
 * @param limited how many the room holds for a session, by its place in {@code sessions}; a session
 *     without an entry has no limit. How many this door may let in says its {@link SeatNotice}
 * @param serial every change up to this one is in the list; absent: not known
 */
public record ListHeader(
        long revision,
        Instant asOf,
        UnitId unit,
        RoomId room,
        DoorId door,
        String roomName,
        ZoneId zone,
        EventTag event,
        String salt,
        Map<Integer, String> badgeKeys,
        DoorPolicy policy,
        List<DoorSession> sessions,
        Map<Integer, Integer> limited,
        int badges,
        Optional<Long> serial) {
    public ListHeader {
        badgeKeys = Map.copyOf(badgeKeys);
        sessions = List.copyOf(sessions);
        limited = Map.copyOf(limited);
    }
}
