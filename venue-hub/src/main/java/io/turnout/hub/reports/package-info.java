/** What happened, to look at live and to take away: pages and exports over the scan log. */
@NullMarked
package io.turnout.hub.reports;

import org.jspecify.annotations.NullMarked;
