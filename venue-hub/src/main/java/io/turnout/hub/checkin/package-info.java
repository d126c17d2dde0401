/**
 * The hub as a door: attendees check in and out by PIN, pages and codes, into the same scan log.
 */
@NullMarked
package io.turnout.hub.checkin;

import org.jspecify.annotations.NullMarked;
