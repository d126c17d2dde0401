package io.turnout.hub.webhooks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why the hub stopped a webhook by itself. */
public enum StoppedBy {
    /** Nothing arrived for {@link Backoff#GIVE_UP}. */
    FAILING,
    /** The receiver answered that it is gone. */
    GONE,
    /** More waited than is kept. */
    FULL;

    /** As it is stored and as texts are named. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StoppedBy> find(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }
}
