package io.turnout.hub.certificates;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who gets a certificate. */
public enum Scope {
    /** Whoever has a session that is certified. */
    ATTENDED,
    /** Of those, whoever has credits. */
    CREDIT;

    /** As it is stored and sent. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scope> find(String key) {
        return Arrays.stream(values()).filter(scope -> scope.key().equals(key)).findFirst();
    }
}
