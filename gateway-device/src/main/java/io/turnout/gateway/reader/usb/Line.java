package io.turnout.gateway.reader.usb;

import io.turnout.protocol.badge.BadgeText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The text that is coming in. Once spoilt it stays so to its end. */
final class Line {
    private static final int MOST_BYTES_OF_A_CHARACTER = 4;

    private final byte[] bytes = new byte[MOST_BYTES_OF_A_CHARACTER * BadgeText.MAX_LENGTH];
    private int length;
    private Optional<Decoded.Why> spoilt = Optional.empty();

    /** Whether anything has come. */
    boolean begun() {
        return length > 0 || spoilt.isPresent();
    }

    void add(byte each) {
        if (length == bytes.length) {
            spoil(Decoded.Why.TOO_LONG);
        } else {
            bytes[length++] = each;
        }
    }

    void add(char character) {
        if (character < 0x80) {
            add((byte) character);
        } else {
            for (byte each : String.valueOf(character).getBytes(StandardCharsets.UTF_8)) {
                add(each);
            }
        }
    }

    /** The first reason is kept. */
    void spoil(Decoded.Why why) {
        if (spoilt.isEmpty()) {
            spoilt = Optional.of(why);
        }
    }

    /** What has come, as a whole; nothing where nothing has. */
    List<Decoded> end() {
        if (!begun()) {
            return List.of();
        }
        Decoded decoded = spoilt.<Decoded>map(Decoded.Dropped::new).orElseGet(this::text);
        length = 0;
        spoilt = Optional.empty();
        return List.of(decoded);
    }

    /** What has come is not a whole. */
    List<Decoded> torn() {
        if (begun()) {
            spoil(Decoded.Why.TORN);
        }
        return end();
    }

    private Decoded text() {
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, 0, withoutLineEnd()))
                            .toString();
        } catch (CharacterCodingException _) {
            return new Decoded.Dropped(Decoded.Why.UNPRINTABLE);
        }
        if (text.length() > BadgeText.MAX_LENGTH) {
            return new Decoded.Dropped(Decoded.Why.TOO_LONG);
        }
        return text.isEmpty() || text.chars().anyMatch(Line::isControl)
                ? new Decoded.Dropped(Decoded.Why.UNPRINTABLE)
                : new Decoded.Text(text);
    }

    /** Scanners may put a line's end after a text whose end is known without. */
    private int withoutLineEnd() {
        int end = length;
        while (end > 0 && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n')) {
            end--;
        }
        return end;
    }

    private static boolean isControl(int c) {
        return (c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0);
    }
}
