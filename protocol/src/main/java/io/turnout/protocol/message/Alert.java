package io.turnout.protocol.message;

import io.turnout.protocol.access.Ids;
import java.time.Instant;
import java.util.Optional;

/**
 * Something at a unit that a person must see to. Retained in a topic of its own for each kind; an
 * empty message there says that it is solved.
 *
 * @param id its kind, such as {@code journal-damaged}; also the last level of its topic
 * @param since the unit's clock when it began
 * @param count how many are concerned, 0 where that means nothing
 * @param detail what a technician wants to know, such as numbers; never names or badges
 */
public record Alert(String id, Instant since, long count, Optional<String> detail) {
    /** Longest detail in characters. */
    public static final int MAX_DETAIL = 500;

    /** Largest message in bytes. */
    public static final int MAX_BYTES = 4096;

    public Alert {
        Ids.check("alert", id);
        if (count < 0 || detail.filter(text -> text.length() > MAX_DETAIL).isPresent()) {
            throw new IllegalArgumentException("alert " + id + ": count or detail out of bounds");
        }
    }
}
