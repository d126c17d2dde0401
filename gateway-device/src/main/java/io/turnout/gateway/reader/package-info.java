/** The port behind which everything stands that reads badges. */
@NullMarked
package io.turnout.gateway.reader;

import org.jspecify.annotations.NullMarked;
