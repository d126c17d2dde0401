package io.turnout.hub.checkin;

/** A session with its PINs. */
public record PinRow(Talk talk, PinBook.Pair pins) {}
