package io.turnout.gateway.reader.usb;

import java.util.List;

/**
 * Texts of a HID POS scanner: data of one report, or of several of which all but the last say so.
 */
final class PosDecoder implements Decoder {
    private final PosShape shape;
    private final Line line = new Line();

    PosDecoder(PosShape shape) {
        this.shape = shape;
    }

    @Override
    public int longest() {
        return shape.length();
    }

    @Override
    public boolean news(byte[] transfer) {
        return transfer.length > 0;
    }

    @Override
    public List<Decoded> take(byte[] report) {
        if (!shape.isFor(report)) {
            return List.of();
        }
        if (report.length < shape.length() || shape.count(report) > shape.data()) {
            line.spoil(Decoded.Why.GARBAGE);
            return List.of();
        }
        int from = shape.dataAt(report);
        for (int at = from; at < from + shape.count(report); at++) {
            line.add(report[at]);
        }
        return shape.continued(report) ? List.of() : line.end();
    }

    @Override
    public List<Decoded> quiet() {
        return line.torn();
    }
}
