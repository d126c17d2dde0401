/** What happened, for people who were not there: exports that say how complete they are. */
@NullMarked
package io.turnout.hub.reports;

import org.jspecify.annotations.NullMarked;
