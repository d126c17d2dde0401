/** Doors and units, what units say of themselves, and the access lists made for them. */
@NullMarked
package io.turnout.hub.fleet;

import org.jspecify.annotations.NullMarked;
