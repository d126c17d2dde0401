package io.turnout.provisioning.faults.line;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One MQTT 5 packet, as it is on the wire. */
final class Packet {
    static final int PUBLISH = 3;
    static final int PUBACK = 4;

    private static final int MORE = 0x80;
    private static final int LONGEST_LENGTH = 4;

    private final byte[] bytes;
    private final int body;

    private Packet(byte[] bytes, int body) {
        this.bytes = bytes;
        this.body = body;
    }

    /**
     * Reads the next packet.
     *
     * @return empty at the end of the stream
     * @throws EOFException when the stream ends inside a packet
     */
    static Optional<Packet> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        int length = 0;
        int read = MORE;
        for (int i = 0; i < LONGEST_LENGTH && (read & MORE) != 0; i++) {
            read = in.read();
            if (read < 0) {
                throw new EOFException("inside a packet's length");
            }
            bytes.write(read);
            length |= (read & ~MORE) << (7 * i);
        }
        int body = bytes.size();
        bytes.write(in.readNBytes(length));
        if (bytes.size() < body + length) {
            throw new EOFException("inside a packet");
        }
        return Optional.of(new Packet(bytes.toByteArray(), body));
    }

    /** A message at most once: needs no answer, so that a line can slip it in. */
    static Packet publish(String topic, byte[] payload) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        int length = 2 + name.length + 1 + payload.length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(PUBLISH << 4);
        int rest = length;
        do {
            bytes.write((rest % MORE) | (rest >= MORE ? MORE : 0));
            rest /= MORE;
        } while (rest > 0);
        int body = bytes.size();
        bytes.write(name.length >> 8);
        bytes.write(name.length);
        bytes.writeBytes(name);
        bytes.write(0);
        bytes.writeBytes(payload);
        return new Packet(bytes.toByteArray(), body);
    }

    /** The answer to a message at least once. */
    static Packet puback(int id) {
        return new Packet(new byte[] {PUBACK << 4, 2, (byte) (id >> 8), (byte) id}, 2);
    }

    int type() {
        return (bytes[0] & 0xFF) >> 4;
    }

    /** The low four bits of its first byte. */
    int flags() {
        return bytes[0] & 0x0F;
    }

    /** Which message a PUBACK answers. */
    int answeredId() {
        return ((bytes[body] & 0xFF) << 8) | (bytes[body + 1] & 0xFF);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Where what follows type and length begins. */
    int body() {
        return body;
    }
}
