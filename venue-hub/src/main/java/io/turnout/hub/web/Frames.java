package io.turnout.hub.web;

import java.util.Optional;

/** What stands around the pages of an event; for features that know less than all of it. */
@FunctionalInterface
public interface Frames {
    /** The frame of an event; empty where there is no such event. */
    Optional<Frame> find(String event, Words words);

    /**
     * The frame of an event.
     *
     * @throws HttpProblem 404 where there is no such event
     */
    default Frame require(String event, Words words) {
        return find(event, words).orElseThrow(() -> HttpProblem.notFound("event", event));
    }
}
