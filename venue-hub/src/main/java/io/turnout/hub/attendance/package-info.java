/** The fold that makes presence from the set of scans. */
@NullMarked
package io.turnout.hub.attendance;

import org.jspecify.annotations.NullMarked;
