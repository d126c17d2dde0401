/** Network lines that can be cut, slowed, stalled, and that meddle with MQTT. */
@NullMarked
package io.turnout.provisioning.faults.line;

import org.jspecify.annotations.NullMarked;
