/** The hub of an event, wired together. */
@NullMarked
package io.turnout.hub;

import org.jspecify.annotations.NullMarked;
