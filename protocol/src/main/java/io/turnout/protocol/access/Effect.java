package io.turnout.protocol.access;

import java.util.Optional;

/** What an admitted scan does to the room. */
public sealed interface Effect {
    /**
     * In.
     *
     * @param takesSeat false where the badge is inside already
     */
    record Enter(SessionId session, boolean takesSeat) implements Effect {}

    /**
     * Out. A door that does not know what the badge was inside of names no session; the hub finds
     * it from all doors' scans.
     */
    record Leave(Optional<SessionId> session) implements Effect {}
}
