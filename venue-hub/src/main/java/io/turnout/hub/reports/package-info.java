/** Pages and exports of what happened. */
@NullMarked
package io.turnout.hub.reports;

import org.jspecify.annotations.NullMarked;
