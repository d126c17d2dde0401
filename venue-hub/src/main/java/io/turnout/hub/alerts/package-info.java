/** What was wrong with units: from when to when, and who has seen to it. */
@NullMarked
package io.turnout.hub.alerts;

import org.jspecify.annotations.NullMarked;
