package io.turnout.gateway.reader.usb;

import java.util.ArrayList;
import java.util.List;

/** The firmware of a scanner that types on a keyboard of the US: the reports that a text makes. */
final class Typist {
    static final int SHIFT = 0x02;
    static final int ENTER = 0x28;
    private static final String DIGITS = "1234567890";

    private Typist() {}

    /** A text and Enter. */
    static List<byte[]> types(String text) {
        List<byte[]> reports = new ArrayList<>(keys(text));
        reports.add(report(0, ENTER));
        reports.add(report(0));
        return reports;
    }

    /** Only the text: upper-case letters, digits, and hyphens. */
    static List<byte[]> keys(String text) {
        List<byte[]> reports = new ArrayList<>();
        for (int n = 0; n < text.length(); n++) {
            char each = text.charAt(n);
            reports.add(report(Character.isUpperCase(each) ? SHIFT : 0, usage(each)));
            reports.add(report(0));
        }
        return reports;
    }

    static byte[] report(int modifiers, int... keys) {
        byte[] report = new byte[8];
        report[0] = (byte) modifiers;
        for (int n = 0; n < keys.length; n++) {
            report[2 + n] = (byte) keys[n];
        }
        return report;
    }

    private static int usage(char each) {
        if (each == '-') {
            return 0x2D;
        }
        return Character.isDigit(each)
                ? 0x1E + DIGITS.indexOf(each)
                : 0x04 + Character.toUpperCase(each) - 'A';
    }
}
