package io.turnout.hub.web;

/**
 * A route of this hub.
 *
 * @param method {@code GET}
 * @param path {@code /events/{event}}
 */
public record Route(String method, String path, Right right) {}
