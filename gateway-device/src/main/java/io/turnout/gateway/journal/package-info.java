/** Durable numbered scans: written before a verdict is shown, kept until the hub has them. */
@NullMarked
package io.turnout.gateway.journal;

import org.jspecify.annotations.NullMarked;
