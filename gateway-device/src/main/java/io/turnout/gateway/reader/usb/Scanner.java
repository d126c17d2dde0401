package io.turnout.gateway.reader.usb;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A scanner that is ready to be heard. */
record Scanner(UsbPipe pipe, UsbDevice.Endpoint from, Decoder decoder, Speaks speaks)
        implements AutoCloseable {
    /** How a scanner talks. */
    enum Speaks {
        POS,
        SERIAL,
        KEYBOARD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Waits for one transfer; absent when none came in time. By interrupt it is asked for one
     * report, in whole packets: a larger one would have it wait for the next report.
     */
    Optional<byte[]> read(Duration atMost) throws UsbFault {
        int packet = Math.max(1, from.packet());
        int packets = from.bulk() ? 1 : Math.ceilDiv(decoder.longest(), packet);
        return pipe.read(from, packets * packet, atMost);
    }

    @Override
    public void close() {
        pipe.close();
    }
}
