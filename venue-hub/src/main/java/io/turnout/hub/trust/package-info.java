/** Who is who between hub and units: the hub's certificate authority, tickets, units' keys. */
@NullMarked
package io.turnout.hub.trust;

import org.jspecify.annotations.NullMarked;
