/** The embedded MQTT broker, who may do what on it, and the hub's own link to it. */
@NullMarked
package io.turnout.hub.broker;

import org.jspecify.annotations.NullMarked;
