/** The event's agenda: reading it from the files that conference tools write, and comparing it. */
@NullMarked
package io.turnout.hub.agenda;

import org.jspecify.annotations.NullMarked;
