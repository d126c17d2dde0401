/** What the hub tells the unit to do: believed, done once, kept and answered. */
@NullMarked
package io.turnout.gateway.command;

import org.jspecify.annotations.NullMarked;
