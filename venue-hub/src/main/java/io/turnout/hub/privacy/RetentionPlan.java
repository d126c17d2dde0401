package io.turnout.hub.privacy;

import java.time.LocalDate;

/**
 * What was said of an event, and how far it is.
 *
 * @param due by the setting at that time
 * @param erase when it begins
 * @param erased how many so far
 * @param staying how many a later event has too
 */
public record RetentionPlan(
        LocalDate due, LocalDate erase, boolean ended, long erased, long staying) {}
