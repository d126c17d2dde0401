package io.turnout.hub.broker;

/** Whether a unit is who it says it is. Thread-safe; called at each connection. */
@FunctionalInterface
public interface Credentials {
    boolean match(String unit, String secret);
}
