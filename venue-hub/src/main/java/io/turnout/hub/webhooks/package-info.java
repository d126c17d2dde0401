/** Tells other programs of attendance: what is to be sent, to whom, and until when it is tried. */
@NullMarked
package io.turnout.hub.webhooks;

import org.jspecify.annotations.NullMarked;
