/** How units were over the last day: a few figures every five minutes, drawn and listed. */
@NullMarked
package io.turnout.hub.history;

import org.jspecify.annotations.NullMarked;
