package io.turnout.hub.importing;

/**
 * Something odd in a file that was taken nevertheless, and how it was understood.
 *
 * @param line line in the file, from 1; 0 when the whole file is meant
 * @param element the XML element, with its event where known, or the CSV column
 * @param text what was seen and how it was read
 */
public record Note(int line, String element, String text) {}
