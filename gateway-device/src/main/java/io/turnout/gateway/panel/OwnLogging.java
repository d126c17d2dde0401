package io.turnout.gateway.panel;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Tells Helidon that logging is set up already: it otherwise complains on stderr, or sets up
 * java.util.logging its own way. Found as a service.
 */
public final class OwnLogging implements LoggingProvider {
    /** For the service loader. */
    public OwnLogging() {}

    @Override
    public void initialization() {
        // Logback is up before Helidon is.
    }

    @Override
    public void runTime() {
        // The same.
    }
}
