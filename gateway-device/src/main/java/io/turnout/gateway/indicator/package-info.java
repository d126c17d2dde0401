/** The port behind which lamps and buzzer stand, and what they say: verdict, rhythm, lamp. */
@NullMarked
package io.turnout.gateway.indicator;

import org.jspecify.annotations.NullMarked;
