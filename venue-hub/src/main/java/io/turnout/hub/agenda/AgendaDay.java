package io.turnout.hub.agenda;

import java.time.LocalDate;

/**
 * A day of the agenda. Its night programme belongs to it even after midnight.
 *
 * @param index from 1, as the file counts; its place in the file where the file does not count
 */
public record AgendaDay(int index, LocalDate date) {}
