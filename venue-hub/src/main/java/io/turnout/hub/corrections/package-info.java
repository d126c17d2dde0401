/** Staff's word over the evidence: made after a preview, listed, taken back by another. */
@NullMarked
package io.turnout.hub.corrections;

import org.jspecify.annotations.NullMarked;
