package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A tablet at which people check in to one session (C-6).
 *
 * @param name what organizers call it
 * @param openedMs when its link was opened; 0 for not yet
 * @param revokedMs when it was revoked; 0 for not
 * @param endMs of its session
 */
public record Kiosk(
        long id,
        EventId event,
        SessionId session,
        String name,
        Mode mode,
        Asks asks,
        String madeBy,
        long openedMs,
        long revokedMs,
        long endMs) {
    /** A tablet that is forgotten in a room is nothing any more the next day. */
    static final Duration LASTS = Duration.ofHours(12);

    /** The modes, as forms have them. */
    static final List<String> MODES = Arrays.stream(Mode.values()).map(Kiosk::key).toList();

    /** What people show of themselves. */
    public enum Asks {
        BADGE,
        IDENTIFICATION;

        static final List<String> KEYS = Arrays.stream(values()).map(Kiosk::key).toList();

        /** As it is stored and sent. */
        public String key() {
            return Kiosk.key(this);
        }

        static Asks of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Mode mode(String key) {
        return Mode.valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** Why it records nothing any more; empty where it may. */
    public Optional<String> over(long nowMs) {
        if (revokedMs > 0) {
            return Optional.of("revoked");
        }
        return nowMs > endMs + LASTS.toMillis() ? Optional.of("over") : Optional.empty();
    }

    /** What is to be said of it in a list. */
    public String state(long nowMs) {
        return over(nowMs).orElse(openedMs > 0 ? "open" : "waiting");
    }

    /** The mode's word. */
    public String modeKey() {
        return key(mode);
    }
}
