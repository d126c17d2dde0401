/** MQTT to the hub: batches of scans out, acknowledgements and list notices in. */
@NullMarked
package io.turnout.gateway.uplink;

import org.jspecify.annotations.NullMarked;
