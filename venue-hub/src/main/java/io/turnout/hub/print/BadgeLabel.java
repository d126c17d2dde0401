package io.turnout.hub.print;

/**
 * What is printed on a badge.
 *
 * @param code what the QR code holds
 * @param shown the code as people read and type it
 */
public record BadgeLabel(String name, String number, String code, String shown) {
    private static final int SHORT_CODE = 12;

    /** A badge of that code; a short code is shown in groups, as {@code ABC-1234-5678-X}. */
    public static BadgeLabel of(String name, String number, String code) {
        boolean ours = code.length() == SHORT_CODE && code.matches("[0-9A-Z]+");
        String shown =
                ours
                        ? String.join(
                                "-",
                                code.substring(0, 3),
                                code.substring(3, 7),
                                code.substring(7, 11),
                                code.substring(11))
                        : code;
        return new BadgeLabel(name, number, code, shown);
    }

    /** Without name or code, so that it may stand in a log. */
    @Override
    public String toString() {
        return "BadgeLabel[number=%s]".formatted(number);
    }
}
