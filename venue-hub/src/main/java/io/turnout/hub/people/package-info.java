/**
 * Attendees, their groups, badges and what they registered for: how lists of them come into the
 * hub, and what makes a badge theirs.
 */
@NullMarked
package io.turnout.hub.people;

import org.jspecify.annotations.NullMarked;
