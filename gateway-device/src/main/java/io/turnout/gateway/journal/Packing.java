package io.turnout.gateway.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A scan as it lies on the disk: its JSON, deflated against what nearly every scan says. A third of
 * the bytes is left, so a card lives longer and holds more. Not thread-safe.
 */
final class Packing implements AutoCloseable {
    /** Part of the format: another dictionary is another version of it. */
    private static final byte[] DICTIONARY =
            ("\"leave\":null},\"outcome\":\"refused\",\"reason\":\"not-registered\",\"outcome\":\"ask-staff\","
                            + "\"reason\":\"not-on-list-as-of\",\"reason\":\"too-early\",\"reason\":\"walk-in\",\"flagged\":true,"
                            + "\"clock\":\"unset\",\"clock\":\"drifting\",\"side\":\"out\",\"mode\":\"out\",\"mode\":\"auto\","
                            + "\"effects\":[],\"listRevision\":\"online\":false}"
                            + "{\"number\":1,\"wall\":\"2026-01-31T09:00:00.250Z\",\"monotonicMillis\":12345,\"boot\":\""
                            + "\",\"clock\":\"synced\",\"door\":\"\",\"room\":\"\",\"side\":\"in\",\"mode\":\"in\",\"way\":\"unit\","
                            + "\"badge\":\"\",\"outcome\":\"admitted\",\"reason\":\"registered\",\"flagged\":false,"
                            + "\"effects\":[{\"leave\":\"\"},{\"enter\":\"\",\"seat\":true}],\"listRevision\":1,\"online\":true}")
                    .getBytes(StandardCharsets.US_ASCII);

    /** No scan is so large; whoever claims it is damaged. */
    private static final int LARGEST = 1 << 20;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Inflater inflater = new Inflater(true);
    private final byte[] piece = new byte[2048];

    byte[] pack(byte[] json) {
        deflater.reset();
        deflater.setDictionary(DICTIONARY);
        deflater.setInput(json);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(256);
        while (!deflater.finished()) {
            packed.write(piece, 0, deflater.deflate(piece));
        }
        return packed.toByteArray();
    }

    /** The JSON of {@link #pack}. */
    byte[] unpack(byte[] packed) throws DataFormatException {
        inflater.reset();
        inflater.setDictionary(DICTIONARY);
        inflater.setInput(packed);
        ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
        while (!inflater.finished()) {
            int got = inflater.inflate(piece);
            if (got == 0 || json.size() > LARGEST) {
                throw new DataFormatException("it does not end");
            }
            json.write(piece, 0, got);
        }
        return json.toByteArray();
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
