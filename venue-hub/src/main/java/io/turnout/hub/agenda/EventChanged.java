package io.turnout.hub.agenda;

/** Who must follow when an event's sessions, people or badges change: lists, attendance, pages. */
@FunctionalInterface
public interface EventChanged {
    /** Told after the commit, on the thread that wrote; must return soon and must not throw. */
    void happened(EventId event);
}
