/**
 * What a part of the hub says when it cannot start, the directory that everything starts from, and
 * how much may be open.
 */
@NullMarked
package io.turnout.hub.start;

import org.jspecify.annotations.NullMarked;
