package io.turnout.hub.importing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Strict UTF-8: a file in another encoding must not become a file of wrong names. */
public final class Utf8 {
    private static final char MARK = '\ufeff';

    private Utf8() {}

    /** The line, from 1, of the first byte that is not UTF-8; empty if all of it is. */
    public static OptionalInt firstBadLine(byte[] file) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(file);
        CharBuffer out = CharBuffer.allocate(8192);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        return result.isError() ? OptionalInt.of(lineOf(file, in.position())) : OptionalInt.empty();
    }

    /** The line, from 1, in which the byte stands. */
    public static int lineOf(byte[] file, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += file[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /** The text of a file that is UTF-8, without its byte order mark. */
    public static String text(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }
}
