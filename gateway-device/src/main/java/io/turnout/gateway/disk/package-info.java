/** Files that are on the disk whole, or not at all. */
@NullMarked
package io.turnout.gateway.disk;

import org.jspecify.annotations.NullMarked;
