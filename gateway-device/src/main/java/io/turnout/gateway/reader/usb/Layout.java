package io.turnout.gateway.reader.usb;

import java.util.Optional;

/**
 * The keyboard that a scanner believes to be: which character a key makes, alone and with Shift.
 * Keys that make one only together with another (dead keys) or with AltGr make none here.
 *
 * <p>A row follows HID's keyboard page: letters and digits from usage 0x04 on, signs from 0x2D on,
 * and last the sign of the key beside the left Shift, 0x64.
 */
public enum Layout {
    US(
            "abcdefghijklmnopqrstuvwxyz" + "1234567890" + "-=[]\\\\;'`,./\0",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "!@#$%^&*()" + "_+{}||:\"~<>?\0"),
    UK(
            "abcdefghijklmnopqrstuvwxyz" + "1234567890" + "-=[]##;'`,./\\",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "!\"£$%^&*()" + "_+{}~~:@¬<>?|"),
    DE(
            "abcdefghijklmnopqrstuvwxzy" + "1234567890" + "ß\0ü+##öä\0,.-<",
            "ABCDEFGHIJKLMNOPQRSTUVWXZY" + "!\"§$%&/()=" + "?\0Ü*''ÖÄ°;:_>"),
    FR(
            "qbcdefghijkl,noparstuvzxyw" + "&é\"'(-è_çà" + ")=\0$**mù²;:!<",
            "QBCDEFGHIJKL?NOPARSTUVZXYW" + "1234567890" + "°+\0£µµM%\0./§>");

    private static final int LETTERS_AND_DIGITS = 0x04;
    private static final int ENTER = 0x28;
    private static final int SPACE = 0x2C;
    private static final int SIGNS = 0x2D;
    private static final int FIRST_SIGN = 36;
    private static final int LAST_SIGN = 0x38;
    private static final int KEYPAD = 0x54;
    private static final int BESIDE_SHIFT = 0x64;

    /** Enter is none of them, and the decimal sign depends on the country. */
    private static final String KEYPAD_KEYS = "/*-+\0" + "1234567890";

    private final String plain;
    private final String shifted;

    Layout(String plain, String shifted) {
        this.plain = plain;
        this.shifted = shifted;
    }

    /** The character of a key; empty for one that makes none by itself. */
    Optional<Character> character(int usage, boolean shift) {
        String row = shift ? shifted : plain;
        if (usage == SPACE) {
            return Optional.of(' ');
        }
        if (usage == BESIDE_SHIFT) {
            return at(row, row.length() - 1);
        }
        if (usage >= KEYPAD) {
            return shift ? Optional.empty() : at(KEYPAD_KEYS, usage - KEYPAD);
        }
        if (usage >= SIGNS) {
            return usage > LAST_SIGN ? Optional.empty() : at(row, FIRST_SIGN + usage - SIGNS);
        }
        return usage >= ENTER ? Optional.empty() : at(row, usage - LETTERS_AND_DIGITS);
    }

    private static Optional<Character> at(String row, int place) {
        boolean has = place >= 0 && place < row.length() && row.charAt(place) != '\0';
        return has ? Optional.of(row.charAt(place)) : Optional.empty();
    }
}
