/** Programs and their meetings: who meets when and where, what became of it, and the hours used. */
@NullMarked
package io.turnout.hub.programs;

import org.jspecify.annotations.NullMarked;
