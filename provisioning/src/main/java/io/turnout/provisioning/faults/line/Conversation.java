package io.turnout.provisioning.faults.line;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One connection of a unit to the broker, packet by packet. One thread in each direction. */
final class Conversation {
    private final Meddler meddler;
    private final Sink broker;
    private final Sink unit;
    private final Map<Integer, String> aliasesUp = new HashMap<>();
    private final Map<Integer, String> aliasesDown = new HashMap<>();
    private final Set<Integer> batches = new HashSet<>();
    private final Deque<String> acks = new ArrayDeque<>();

    Conversation(Meddler meddler, Sink broker, Sink unit) {
        this.meddler = meddler;
        this.broker = broker;
        this.unit = unit;
    }

    /** Carries what the unit says until the end of the stream. */
    void up(InputStream from) throws IOException {
        InputStream in = new BufferedInputStream(from);
        Optional<Packet> packet = Packet.read(in);
        while (packet.isPresent()) {
            fromUnit(packet.get());
            packet = Packet.read(in);
        }
    }

    /** Carries what the broker says until the end of the stream. */
    void down(InputStream from) throws IOException {
        InputStream in = new BufferedInputStream(from);
        Optional<Packet> packet = Packet.read(in);
        while (packet.isPresent()) {
            fromBroker(packet.get());
            packet = Packet.read(in);
        }
    }

    private void fromUnit(Packet packet) throws IOException {
        if (packet.type() != Packet.PUBLISH) {
            toBroker(packet);
            return;
        }
        Publish publish = Publish.of(packet, aliasesUp);
        if (publish.topic().endsWith("/scans")) {
            sent(publish.id());
            meddler.batch(publish, packet, this);
        } else {
            toBroker(packet);
        }
    }

    private void fromBroker(Packet packet) throws IOException {
        if (packet.type() == Packet.PUBACK && answersBatch(packet.answeredId())) {
            if (!meddler.losesPuback()) {
                toUnit(packet);
            }
            return;
        }
        if (packet.type() == Packet.PUBLISH) {
            Publish publish = Publish.of(packet, aliasesDown);
            if (publish.topic().endsWith("/ack")) {
                meddler.ack(publish, packet, this);
                return;
            }
        }
        toUnit(packet);
    }

    private synchronized void sent(int id) {
        batches.add(id);
    }

    private synchronized boolean answersBatch(int id) {
        return batches.remove(id);
    }

    /** The hub's words on this connection so far; guarded by the meddler. */
    Deque<String> acks() {
        return acks;
    }

    void toBroker(Packet packet) throws IOException {
        broker.send(packet.bytes());
    }

    void toUnit(Packet packet) throws IOException {
        unit.send(packet.bytes());
    }
}
