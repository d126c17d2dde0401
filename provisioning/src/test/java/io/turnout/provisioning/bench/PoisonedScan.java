package io.turnout.provisioning.bench;

import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One scan arrives as no hub can read it, each time that it comes. */
record PoisonedScan(long number) implements HubHalf.Faults {
    @Override
    public List<byte[]> batches(UnitId from, byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        String scan = "\"number\":" + number + ",";
        String spoilt = text.replace(scan + "\"wall\":\"", scan + "\"wall\":\"about ");
        return List.of(spoilt.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean loses(UnitId to, Ack ack) {
        return false;
    }
}
