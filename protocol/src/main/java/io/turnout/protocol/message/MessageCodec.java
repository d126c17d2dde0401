package io.turnout.protocol.message;

/**
 * Messages as JSON and back. Field names are camelCase; enum values are lower case with dashes; times are
 * ISO 8601 in UTC; durations ISO 8601; unknown fields are ignored; absent optionals are left out.
 * Thread-safe.
 */
public final class MessageCodec {
    /** UTF-8 JSON on one line, without a line feed. */
    public byte[] write(Record message) {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Reads one message.
     *
     * @throws MalformedMessage naming the field where it is not what it should be
     */
    public <T extends Record> T read(byte[] json, Class<T> type) throws MalformedMessage {
        throw new UnsupportedOperationException("being written");
    }
}
