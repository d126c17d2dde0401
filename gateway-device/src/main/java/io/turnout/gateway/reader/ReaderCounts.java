package io.turnout.gateway.reader;

/**
 * What a reader has done. Alarm on {@code unreadable} that grows while {@code read} does not: the
 * reader is set up wrongly, or its cable is bad.
 *
 * @param read texts that were handed on
 * @param unreadable texts that were dropped, because they were not whole or had no characters
 */
public record ReaderCounts(long read, long unreadable) {}
