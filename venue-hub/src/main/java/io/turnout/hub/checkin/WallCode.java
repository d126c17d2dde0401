package io.turnout.hub.checkin;

import io.turnout.protocol.access.SessionId;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A QR code on a wall by which attendees record that they attend one session (C-4).
 *
 * @param name short, begins with {@code SL}, unique in the event
 * @param label what organizers call it
 * @param off whether it records nothing at the moment
 * @param key what is in its QR code and nobody guesses
 * @param version grows with each change
 */
public record WallCode(
        String name,
        String label,
        SessionId session,
        Messages messages,
        boolean off,
        String key,
        long version) {
    /** How every short name begins. */
    public static final String PREFIX = "SL";

    /** Longest short name: it makes the QR code denser. */
    public static final int LONGEST_NAME = 12;

    private static final Pattern NAME = Pattern.compile(PREFIX + "[A-Z0-9]{1,10}");
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /** 32 to the power of 10, so 50 bits: more than can be tried over a network. */
    private static final int KEY_LENGTH = 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * What is shown after a scan.
     *
     * @param en in English, empty for none
     * @param de in German, empty for none
     */
    public record Messages(String en, String de) {
        /** In a language, or in the other one where there is none in it. */
        public String in(Locale language) {
            boolean german = language.getLanguage().equals(Locale.GERMAN.getLanguage());
            String first = german ? de : en;
            String second = german ? en : de;
            return first.isEmpty() ? second : first;
        }
    }

    /** A short name as somebody typed it; empty for what can be none. */
    static Optional<String> name(String typed) {
        return Optional.of(typed.strip().toUpperCase(Locale.ROOT))
                .filter(name -> NAME.matcher(name).matches());
    }

    static String newKey() {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < KEY_LENGTH; i++) {
            key.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return key.toString();
    }

    /** Where its QR code leads. */
    public String path() {
        return "/s/" + name + "/" + key;
    }

    /** Without the key: whoever reads a log must not check in by it. */
    @Override
    public String toString() {
        return "WallCode[" + name + "]";
    }
}
