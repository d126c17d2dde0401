/**
 * Doors and units, what units say of themselves, the access lists made for them, and the answers to
 * what they ask.
 */
@NullMarked
package io.turnout.hub.fleet;

import org.jspecify.annotations.NullMarked;
