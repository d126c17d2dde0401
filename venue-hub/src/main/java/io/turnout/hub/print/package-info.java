/** Badges on screens and on paper: QR codes, and sheets of labels in exact millimetres. */
@NullMarked
package io.turnout.hub.print;

import org.jspecify.annotations.NullMarked;
