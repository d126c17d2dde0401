/** What unit, hub and phone must agree on. */
@NullMarked
package io.turnout.protocol;

import org.jspecify.annotations.NullMarked;
