/**
 * What a part of the hub says when it cannot start, and the directory that everything starts from.
 */
@NullMarked
package io.turnout.hub.start;

import org.jspecify.annotations.NullMarked;
