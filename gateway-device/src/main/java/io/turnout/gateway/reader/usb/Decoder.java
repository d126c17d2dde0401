package io.turnout.gateway.reader.usb;

import java.util.List;

/**
 * Makes texts of what one scanner sends. Without I/O, clock or threads; never throws, whatever
 * comes. One thread.
 */
sealed interface Decoder permits KeyboardDecoder, PosDecoder, SerialDecoder {
    /** Bytes of the longest transfer that says all at once; at least one. */
    int longest();

    /** Whether a transfer says anything that the one before did not. */
    boolean news(byte[] transfer);

    /** Takes what one transfer brought. */
    List<Decoded> take(byte[] transfer);

    /** Nothing new came for as long as a scanner pauses between two texts. */
    List<Decoded> quiet();
}
