/** Who the unit is to its hub: a key that never leaves it, tickets, certificates and renewal. */
@NullMarked
package io.turnout.gateway.identity;

import org.jspecify.annotations.NullMarked;
