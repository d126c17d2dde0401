package io.turnout.hub.importing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.OptionalInt;

/** Text of a file in an encoding it must keep to: wrong bytes must not become wrong names. */
public final class StrictText {
    private static final String MARK = "\ufeff";

    private StrictText() {}

    /** The line, from 1, of the first byte that the encoding does not allow; empty if none. */
    public static OptionalInt firstBadLine(byte[] file, Charset encoding) {
        CharsetDecoder decoder =
                encoding.newDecoder()
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

    /** The file's text without its byte order mark. */
    public static String of(byte[] file, Charset encoding) {
        String text = new String(file, encoding);
        return text.startsWith(MARK) ? text.substring(1) : text;
    }
}
