/** Scanning badges by hand: the page on attendants' phones, and what it brings and says. */
@NullMarked
package io.turnout.hub.attendant;

import org.jspecify.annotations.NullMarked;
