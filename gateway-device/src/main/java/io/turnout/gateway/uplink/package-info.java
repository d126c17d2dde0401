/** MQTT to the hub: batches of scans and questions out, what the hub says in. */
@NullMarked
package io.turnout.gateway.uplink;

import org.jspecify.annotations.NullMarked;
