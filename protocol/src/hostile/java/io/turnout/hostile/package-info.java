/**
 * Inputs that somebody made up, and what a reader of them must keep to; compiled into the tests of
 * each module, and shipped with none.
 */
@NullMarked
package io.turnout.hostile;

import org.jspecify.annotations.NullMarked;
