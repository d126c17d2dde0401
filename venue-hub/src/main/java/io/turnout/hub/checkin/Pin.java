package io.turnout.hub.checkin;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What people enter to check in or out of one session.
 *
 * @param value upper-case letters and digits, {@link #SHORTEST} to {@link #LONGEST}
 */
public record Pin(String value) {
    /** Fewer would be guessed. */
    public static final int SHORTEST = 3;

    /** More would be mistyped. */
    public static final int LONGEST = 12;

    /** Without what looks like something else from far: B 8, I 1 L, O 0 Q, S 5, U V, Z 2. */
    private static final String GENERATED = "ACDEFGHJKMNPRTWXY34679";

    private static final int GENERATED_LENGTH = 5;

    public Pin {
        if (!isPin(value)) {
            throw new IllegalArgumentException("not a PIN");
        }
    }

    /** What somebody typed, whatever its case and with blanks around it. */
    public static Optional<Pin> typed(String text) {
        return Optional.of(text.strip().toUpperCase(Locale.ROOT)).filter(Pin::isPin).map(Pin::new);
    }

    /** A new one. Whether it is taken is not looked at. */
    static Pin random(RandomGenerator random) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            value.append(GENERATED.charAt(random.nextInt(GENERATED.length())));
        }
        return new Pin(value.toString());
    }

    private static boolean isPin(String value) {
        return value.length() >= SHORTEST
                && value.length() <= LONGEST
                && value.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }

    /** Nothing of it: whoever reads a log must not check in by it. */
    @Override
    public String toString() {
        return "Pin[]";
    }
}
