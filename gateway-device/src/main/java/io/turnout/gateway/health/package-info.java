/** How the unit itself is: whether it gets on, how warm and how full it is, and who is told. */
@NullMarked
package io.turnout.gateway.health;

import org.jspecify.annotations.NullMarked;
