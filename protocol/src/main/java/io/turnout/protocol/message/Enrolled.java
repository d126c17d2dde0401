package io.turnout.protocol.message;

import io.turnout.protocol.access.RoomId;
import java.util.List;

/**
 * Who a unit is from now on, and all that it needs to reach its hub; in answer to a ticket and to
 * each renewal.
 *
 * @param room where it stands; its lists say so too
 * @param hubUrl where it fetches lists, without a slash at its end
 * @param mqttUrl the broker
 * @param listKey base64 of the hub's Ed25519 key: lists are believed only if it signed them
 * @param certificates base64 of the unit's certificate and of the authority that signed it
 */
public record Enrolled(
        UnitId unit,
        RoomId room,
        String site,
        String hubUrl,
        String mqttUrl,
        String listKey,
        List<String> certificates) {
    public Enrolled {
        certificates = List.copyOf(certificates);
    }
}
