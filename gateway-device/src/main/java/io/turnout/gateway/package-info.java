/** The unit at a door, wired together. */
@NullMarked
package io.turnout.gateway;

import org.jspecify.annotations.NullMarked;
