/** What a fresh card needs, so that the board in it becomes a unit by itself. */
@NullMarked
package io.turnout.provisioning.card;

import org.jspecify.annotations.NullMarked;
