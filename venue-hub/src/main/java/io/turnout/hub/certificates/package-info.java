/** What attendees earned, on paper: issued as it was, numbered, and verified by anybody. */
@NullMarked
package io.turnout.hub.certificates;

import org.jspecify.annotations.NullMarked;
