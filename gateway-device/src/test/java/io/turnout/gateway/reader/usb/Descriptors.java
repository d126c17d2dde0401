package io.turnout.gateway.reader.usb;

import java.util.HexFormat;

/** Report descriptors as scanners and other devices have them. */
final class Descriptors {
    /** A bar code scanner as USB's tables for points of sale draw it: count, AIM id, 56 bytes. */
    static final byte[] POS =
            hex(
                    """
                    05 8C 09 02 A1 01 09 12 A1 02 85 02 15 00 26 FF 00 75 08 95 01
                    05 01 09 3B 81 02 95 03 05 8C 09 FB 09 FC 09 FD 81 02
                    95 38 09 FE 82 02 01 06 66 FF 95 02 09 04 09 00 81 02
                    05 8C 25 01 75 01 95 08 09 FF 81 02 C0
                    09 14 A1 02 85 04 15 00 25 01 75 01 95 08 09 00 09 5F 09 60 91 02 C0 C0
                    """);

    /** One that has no count, and a single bit for what continues. */
    static final byte[] POS_WITHOUT_COUNT =
            hex(
                    """
                    05 8C 09 02 A1 01 85 02 15 00 26 FF 00 75 08 95 01
                    09 FB 81 02 09 FC 81 02 09 FD 81 02 95 38 09 FE 82 02 01
                    75 01 95 01 25 01 09 FF 81 02 75 07 81 03 C0
                    """);

    /** One that says that it is a bar code scanner, and not how it talks. */
    static final byte[] POS_UNTOLD =
            hex("05 8C 09 02 A1 01 09 01 15 00 26 FF 00 75 08 95 40 81 02 C0");

    /** A keyboard, and keys for loudness under another id. */
    static final byte[] KEYBOARD =
            hex(
                    """
                    05 01 09 06 A1 01 85 01 05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02
                    95 01 75 08 81 03 95 05 75 01 05 08 19 01 29 05 91 02 95 01 75 03 91 03
                    95 06 75 08 15 00 26 FF 00 05 07 19 00 2A FF 00 81 00 C0
                    05 0C 09 01 A1 01 85 02 19 00 2A 3C 02 15 00 26 3C 02 95 01 75 10 81 00 C0
                    """);

    static final byte[] MOUSE =
            hex(
                    """
                    05 01 09 02 A1 01 09 01 A1 00 05 09 19 01 29 03 15 00 25 01 95 03 75 01 81 02
                    95 01 75 05 81 03 05 01 09 30 09 31 15 81 25 7F 75 08 95 02 81 06 C0 C0
                    """);

    private Descriptors() {}

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }
}
