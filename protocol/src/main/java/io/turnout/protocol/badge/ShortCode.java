package io.turnout.protocol.badge;

/**
 * A badge's code as it is printed, typed and scanned: tag, serial, check character.
 *
 * @param event the event it belongs to
 * @param serial eight characters of {@link BadgeAlphabet}: 40 random bits
 */
public record ShortCode(EventTag event, String serial) {
    /** Length of the serial in characters. */
    public static final int SERIAL_LENGTH = 8;

    /** Length of {@link #text} in characters. */
    public static final int LENGTH = EventTag.LENGTH + SERIAL_LENGTH + 1;

    public ShortCode {
        if (serial.length() != SERIAL_LENGTH || !BadgeAlphabet.contains(serial)) {
            throw new IllegalArgumentException(
                    "a serial is eight of " + BadgeAlphabet.CHARACTERS + ": " + serial);
        }
    }

    /**
     * The code with a serial made of given bits.
     *
     * @param random40bits the lowest 40 bits are taken; use a cryptographically strong source
     */
    public static ShortCode of(EventTag event, long random40bits) {
        StringBuilder serial = new StringBuilder(SERIAL_LENGTH);
        for (int i = SERIAL_LENGTH - 1; i >= 0; i--) {
            int five = (int) (random40bits >>> (5 * i)) & 31;
            serial.append(BadgeAlphabet.CHARACTERS.charAt(five));
        }
        return new ShortCode(event, serial.toString());
    }

    /** What the QR code holds, and what is hashed: twelve characters, the last one the check. */
    public String text() {
        String checked = event.value() + serial;
        return checked + CheckCharacter.of(checked);
    }

    /** What is printed below it for people: {@code ABC-DEFG-HJKMN}. */
    public String humanText() {
        String text = text();
        return text.substring(0, 3) + "-" + text.substring(3, 7) + "-" + text.substring(7);
    }

    @Override
    public String toString() {
        return humanText();
    }
}
