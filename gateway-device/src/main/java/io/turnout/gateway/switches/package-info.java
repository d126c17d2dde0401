/** Buttons and switches: what people do to a unit besides holding badges to it. */
@NullMarked
package io.turnout.gateway.switches;

import org.jspecify.annotations.NullMarked;
