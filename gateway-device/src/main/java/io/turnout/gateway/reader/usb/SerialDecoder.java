package io.turnout.gateway.reader.usb;

import java.util.ArrayList;
import java.util.List;

/** Texts of a serial line: bytes of UTF-8 up to a carriage return, a line feed, or both. */
final class SerialDecoder implements Decoder {
    private final Ending ending;
    private final Line line = new Line();

    SerialDecoder(Ending ending) {
        this.ending = ending;
    }

    @Override
    public int longest() {
        return 1;
    }

    @Override
    public boolean news(byte[] transfer) {
        return transfer.length > 0;
    }

    @Override
    public List<Decoded> take(byte[] transfer) {
        List<Decoded> texts = new ArrayList<>();
        for (byte each : transfer) {
            if (each == '\r' || each == '\n') {
                texts.addAll(line.end());
            } else {
                line.add(each);
            }
        }
        return texts;
    }

    @Override
    public List<Decoded> quiet() {
        return ending == Ending.GAP ? line.end() : line.torn();
    }
}
