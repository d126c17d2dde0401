package io.turnout.hub.attendant;

import io.turnout.hub.fleet.PhoneLists;
import io.turnout.hub.identity.Tokens;
import io.turnout.protocol.message.UnitId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The phones that attendants scan with: under which names their scans are. */
public final class Phones {
    /** A browser that forgets all it keeps is another phone each time. */
    private static final int MOST_OF_A_USER = 1_000;

    private static final int RANDOM_CHARACTERS = 20;

    private final Handle handle;

    Phones(Handle handle) {
        this.handle = handle;
    }

    /** Whether a name is one of a phone. */
    public static boolean isPhone(UnitId unit) {
        return unit.value().startsWith(PhoneLists.PREFIX);
    }

    /** A name for one more phone of a user in an event; empty where there are too many. */
    Optional<UnitId> add(String event, long user, long nowMs) {
        int there =
                handle.createQuery("SELECT count(*) FROM phone WHERE event = ? AND hub_user = ?")
                        .bind(0, event)
                        .bind(1, user)
                        .mapTo(Integer.class)
                        .one();
        if (there >= MOST_OF_A_USER) {
            return Optional.empty();
        }
        String random = Tokens.random().substring(0, RANDOM_CHARACTERS);
        handle.execute(
                "INSERT INTO phone (id, event, hub_user, made_ms, heard_ms)"
                        + " VALUES (?, ?, ?, ?, 0)",
                PhoneLists.PREFIX + random,
                event,
                user,
                nowMs);
        return Optional.of(new UnitId(PhoneLists.PREFIX + random));
    }

    /** Whether a phone is this user's in this event. */
    boolean isOf(UnitId phone, String event, long user) {
        return handle.createQuery("SELECT 1 FROM phone WHERE id = ? AND event = ? AND hub_user = ?")
                .bind(0, phone.value())
                .bind(1, event)
                .bind(2, user)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
