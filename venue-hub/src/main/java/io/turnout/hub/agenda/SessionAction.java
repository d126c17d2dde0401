package io.turnout.hub.agenda;

import io.turnout.hub.agenda.Sessions.DoorSettings;
import io.turnout.hub.web.Words;
import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.WalkIn;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be done to one or many sessions at once. */
sealed interface SessionAction {
    record Cancel() implements SessionAction {}

    record Reopen() implements SessionAction {}

    record Delete() implements SessionAction {}

    record Move(RoomId room) implements SessionAction {}

    record Open(Access access) implements SessionAction {}

    record WalkIns(WalkIn policy) implements SessionAction {}

    /**
     * Reads what a form says, {@code cancel}, {@code room:hall-1}.
     *
     * @param rooms ids of those of the event
     */
    static Optional<SessionAction> of(String text, Set<String> rooms) {
        String value = text.substring(text.indexOf(':') + 1);
        return switch (text.substring(0, text.length() - value.length())) {
            case "" -> plain(value);
            case "room:" ->
                    rooms.contains(value)
                            ? Optional.of(new Move(new RoomId(value)))
                            : Optional.empty();
            case "access:" ->
                    SessionForm.ACCESS.contains(value)
                            ? Optional.of(new Open(Sessions.value(Access.class, value)))
                            : Optional.empty();
            case "walk-in:" ->
                    SessionForm.WALK_IN.contains(value)
                            ? Optional.of(new WalkIns(Sessions.value(WalkIn.class, value)))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<SessionAction> plain(String text) {
        return switch (text) {
            case "cancel" -> Optional.of(new Cancel());
            case "reopen" -> Optional.of(new Reopen());
            case "delete" -> Optional.of(new Delete());
            default -> Optional.empty();
        };
    }

    /** As {@link #of} reads it. */
    default String wire() {
        return switch (this) {
            case Cancel(), Reopen(), Delete() -> key();
            case Move(RoomId room) -> "room:" + room.value();
            case Open(Access access) -> "access:" + Sessions.wire(access);
            case WalkIns(WalkIn policy) -> "walk-in:" + Sessions.wire(policy);
        };
    }

    /** In keys of texts. */
    default String key() {
        return switch (this) {
            case Cancel() -> "cancel";
            case Reopen() -> "reopen";
            case Delete() -> "delete";
            case Move(_) -> "room";
            case Open(_) -> "access";
            case WalkIns(_) -> "walk-in";
        };
    }

    /** What it sets, as people say it; empty where there is nothing to say. */
    default String value(Words words, Map<String, String> rooms) {
        return switch (this) {
            case Cancel(), Reopen(), Delete() -> "";
            case Move(RoomId room) -> rooms.getOrDefault(room.value(), room.value());
            case Open(Access access) -> words.get("field.session.choice." + Sessions.wire(access));
            case WalkIns(WalkIn policy) ->
                    words.get("field.session.choice." + Sessions.wire(policy));
        };
    }

    /** A session after it; one to be deleted stays as it is. */
    default SessionDraft applied(SessionDraft session) {
        DoorSettings door = session.door();
        return switch (this) {
            case Cancel() -> session.with(door.cancelled(true));
            case Reopen() -> session.with(door.cancelled(false));
            case Delete() -> session;
            case Move(RoomId room) -> session.inRoom(room);
            case Open(Access access) -> session.with(door.open(access));
            case WalkIns(WalkIn policy) -> session.with(door.walkIns(policy));
        };
    }
}
