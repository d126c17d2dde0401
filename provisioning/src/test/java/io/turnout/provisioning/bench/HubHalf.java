package io.turnout.provisioning.bench;

import io.turnout.hub.broker.Broker;
import io.turnout.hub.broker.BrokerLink;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.Ack;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The hub's own broker, link, ingest and database in this process, with faults between them. */
final class HubHalf implements AutoCloseable, BrokerLink.Listener {
    static final String SITE = "venue";

    private final MessageCodec codec = new MessageCodec();
    private final Topics topics = new Topics(SITE);
    private final Map<UnitId, Ack> acknowledged = new ConcurrentHashMap<>();
    private final Database database;
    private final Broker broker;
    private final BrokerLink link;
    private final Ingest ingest;
    private final Faults faults;
    private final int port;

    /** What goes wrong between broker and hub. */
    interface Faults {
        /** What arrives instead of a batch. */
        List<byte[]> batches(UnitId from, byte[] payload);

        /** Whether an acknowledgement gets lost. */
        boolean loses(UnitId to, Ack ack);

        /** None. */
        static Faults none() {
            return new Faults() {
                @Override
                public List<byte[]> batches(UnitId from, byte[] payload) {
                    return List.of(payload);
                }

                @Override
                public boolean loses(UnitId to, Ack ack) {
                    return false;
                }
            };
        }
    }

    HubHalf(Path folder, Faults faults) throws CannotStart, IOException, InterruptedException {
        this.faults = faults;
        this.database = Database.open(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        Broker.Listen listen = new Broker.Listen("127.0.0.1", port);
        this.broker = Broker.start(listen, topics, (unit, secret) -> true, "secret");
        this.link = new BrokerLink(BrokerLink.Endpoint.embedded(listen, "secret"), topics, broker);
        Ingest.Outlets outlets = new Ingest.Outlets(this::say, () -> {});
        this.ingest =
                new Ingest(database, codec, InstantSource.system(), new HubLife("life"), outlets);
        seed();
        link.start(this);
        if (!link.isConnectedWithin(Duration.ofSeconds(30))) {
            throw new IllegalStateException("no link to the broker");
        }
    }

    private void seed() {
        database.change(handle -> {
            handle.execute(
                    "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                            + " VALUES ('e', 'TST', 'Test', 'UTC', '', 0)");
            handle.execute("INSERT INTO room (id, event, name, place) VALUES ('r', 'e', 'R', 1)");
            handle.execute("INSERT INTO door (id, room, name) VALUES ('d', 'r', 'D')");
        });
    }

    void register(UnitId unit) {
        database.change(handle ->
                handle.execute(
                        "INSERT INTO unit (id, door, secret_hash) VALUES (?, 'd', '')",
                        unit.value()));
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    Database database() {
        return database;
    }

    Ingest ingest() {
        return ingest;
    }

    /** What was last said to a unit, lost or not. */
    long acknowledged(UnitId unit) {
        return Optional.ofNullable(acknowledged.get(unit)).map(Ack::upTo).orElse(0L);
    }

    /** The badges a unit read, by number. */
    List<String> badges(UnitId unit) {
        return database.read(handle ->
                handle.createQuery("SELECT badge FROM scan WHERE unit = ? ORDER BY number")
                        .bind(0, unit.value())
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public void connected() {
        ingest.reassureAll();
    }

    @Override
    public void message(Topics.Address from, byte[] payload) {
        switch (from.kind()) {
            case SCANS ->
                    faults.batches(from.unit(), payload)
                            .forEach(batch -> ingest.receive(from.unit(), batch));
            case INFO -> reassure(from.unit(), payload);
            case STATE, ASK, SEATS_HELD, RESULT, ALERT -> {}
            case ACK, LIST, CHANGES, ANSWER, SEATS, TIME, COMMAND -> {}
        }
    }

    private void reassure(UnitId unit, byte[] payload) {
        try {
            UnitInfo info = codec.read(payload, UnitInfo.class);
            ingest.reassure(unit, info.epoch(), info.firstNumber());
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private void say(UnitId unit, Ack ack) {
        acknowledged.put(unit, ack);
        if (!faults.loses(unit, ack)) {
            link.publish(unit, Topics.Kind.ACK, codec.write(ack));
        }
    }

    @Override
    public void close() {
        link.close();
        ingest.close();
        broker.close();
        database.close();
    }
}
