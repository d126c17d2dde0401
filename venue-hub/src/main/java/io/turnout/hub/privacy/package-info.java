/**
 * What the hub holds of one person: handed out as a whole, erased, and erased by itself in time.
 */
@NullMarked
package io.turnout.hub.privacy;

import org.jspecify.annotations.NullMarked;
