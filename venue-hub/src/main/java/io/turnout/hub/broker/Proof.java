package io.turnout.hub.broker;

import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;

/** How a client proves that it is the unit it says it is. Called at each connection. */
@FunctionalInterface
interface Proof {
    /**
     * Whether it does.
     *
     * @param secret what it sent; empty for nothing
     * @param connection missing where the broker asks without one
     */
    boolean holds(String unit, String secret, @Nullable RemotingConnection connection);
}
