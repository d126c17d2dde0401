/** What people tell units to do: signed, said, answered by the unit, and kept. */
@NullMarked
package io.turnout.hub.commands;

import org.jspecify.annotations.NullMarked;
