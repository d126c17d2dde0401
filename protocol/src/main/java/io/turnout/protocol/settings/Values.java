package io.turnout.protocol.settings;

import java.util.Map;

/** The values of a configuration without faults. */
public final class Values {
    private final Map<Key<?>, Object> values;

    Values(Map<Key<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * The value of a key.
     *
     * @throws IllegalArgumentException for a key that was not among those read
     */
    @SuppressWarnings("unchecked") // Settings puts in only what the key itself parsed
    public <T> T get(Key<T> key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("key " + key.name() + " was not read");
        }
        return (T) value;
    }
}
