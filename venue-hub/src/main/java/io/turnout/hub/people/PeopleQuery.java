package io.turnout.hub.people;

import java.util.List;

/**
 * Which attendees of an event are meant.
 *
 * @param words beginnings of words; empty for everybody
 * @param group a group's name; empty for any
 * @param session the id of a session registered for; empty for any
 * @param badge {@code none}, or the state of some badge of theirs; empty for any
 */
public record PeopleQuery(String words, String group, String session, String badge) {
    /** What {@code badge} can be. */
    public static final List<String> BADGES =
            List.of("active", "none", "blocked", "revoked", "replaced");

    /** Everybody. */
    public static final PeopleQuery ALL = new PeopleQuery("", "", "", "");
}
