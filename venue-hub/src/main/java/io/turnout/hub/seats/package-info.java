/** Seats: lends the capacity of rooms to their doors, and takes it back. */
@NullMarked
package io.turnout.hub.seats;

import org.jspecify.annotations.NullMarked;
