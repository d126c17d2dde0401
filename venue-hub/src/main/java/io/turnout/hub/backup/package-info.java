/** One file with all that a hub must not lose: taken while it runs, and put back. */
@NullMarked
package io.turnout.hub.backup;

import org.jspecify.annotations.NullMarked;
