package io.turnout.provisioning.faults.line;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a PUBLISH says.
 *
 * @param id 0 for a message at most once
 */
record Publish(String topic, int id, String payload) {
    private static final int TOPIC_ALIAS = 0x23;

    /**
     * Takes a packet apart.
     *
     * @param aliases numbers that stand for topics on this connection in this direction; learnt
     *     from packets that have both
     */
    static Publish of(Packet packet, Map<Integer, String> aliases) {
        ByteBuffer body = ByteBuffer.wrap(packet.bytes()).position(packet.body());
        String topic = text(body);
        boolean answered = (packet.flags() & 0b110) != 0;
        int id = answered ? unsignedShort(body) : 0;
        int properties = variable(body);
        int end = body.position() + properties;
        while (body.position() < end) {
            int alias = alias(body);
            if (alias > 0 && !topic.isEmpty()) {
                aliases.put(alias, topic);
            } else if (alias > 0) {
                topic = aliases.getOrDefault(alias, "");
            }
        }
        return new Publish(topic, id, StandardCharsets.UTF_8.decode(body).toString());
    }

    /** Steps over one property; the alias where it is one, otherwise 0. */
    private static int alias(ByteBuffer body) {
        int property = body.get();
        switch (property) {
            case TOPIC_ALIAS -> {
                return unsignedShort(body);
            }
            case 0x01 -> body.get();
            case 0x02 -> body.getInt();
            case 0x0B -> variable(body);
            case 0x03, 0x08, 0x09 -> text(body);
            case 0x26 -> {
                text(body);
                text(body);
            }
            default -> throw new IllegalArgumentException("no property of a PUBLISH: " + property);
        }
        return 0;
    }

    private static String text(ByteBuffer body) {
        byte[] text = new byte[unsignedShort(body)];
        body.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static int unsignedShort(ByteBuffer body) {
        return body.getShort() & 0xFFFF;
    }

    private static int variable(ByteBuffer body) {
        int value = 0;
        int read = 0x80;
        for (int shift = 0; (read & 0x80) != 0; shift += 7) {
            read = body.get();
            value |= (read & 0x7F) << shift;
        }
        return value;
    }
}
