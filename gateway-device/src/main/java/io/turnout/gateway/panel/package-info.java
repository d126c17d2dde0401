/** The unit as a person at the door sees it, on a local page. */
@NullMarked
package io.turnout.gateway.panel;

import org.jspecify.annotations.NullMarked;
