/**
 * Seats: how the hub lends a room's capacity to its doors and takes it back, and how a door keeps
 * to what it was lent. Both sides without I/O, clock and threads, so that a test can run them
 * against each other under every fault.
 */
@NullMarked
package io.turnout.protocol.seats;

import org.jspecify.annotations.NullMarked;
