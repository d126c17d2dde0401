/** The seats that the hub has lent to this door: kept on the disk before the hub is told so. */
@NullMarked
package io.turnout.gateway.seats;

import org.jspecify.annotations.NullMarked;
