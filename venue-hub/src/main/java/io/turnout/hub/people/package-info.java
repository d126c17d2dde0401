/** Attendees, their groups and what they registered for: how lists of them come into the hub. */
@NullMarked
package io.turnout.hub.people;

import org.jspecify.annotations.NullMarked;
