/** Lamps, a buzzer and a door strike on the pins of a board, and what is wired to which pin. */
@NullMarked
package io.turnout.gateway.indicator.gpio;

import org.jspecify.annotations.NullMarked;
