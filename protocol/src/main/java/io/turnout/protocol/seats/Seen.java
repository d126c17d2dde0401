package io.turnout.protocol.seats;

import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.util.Optional;

/**
 * An admitted scan of a journal, as far as seats are concerned.
 *
 * @param entered empty for an exit
 */
public record Seen(
        long number,
        BadgeFingerprint badge,
        RoomId room,
        Optional<SessionId> entered,
        String boot,
        long monotonicMillis) {}
