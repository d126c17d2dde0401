package io.turnout.provisioning.bench;

import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.journal.JournalFailure;
import io.turnout.gateway.journal.JournalUnusable;
import io.turnout.gateway.uplink.Questions;
import io.turnout.gateway.uplink.Uplink;
import io.turnout.gateway.uplink.UplinkConfig;
import io.turnout.gateway.uplink.UplinkHooks;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A unit's own journal and uplink, without a door: what it has to deliver is made here. */
public final class BacklogUnit implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");

    private final UnitId id;
    private final Journal journal;
    private final Uplink uplink;

    private BacklogUnit(UnitId id, Journal journal, UplinkConfig config, long seed, Wire wire) {
        this.id = id;
        this.journal = journal;
        Random random = new Random(seed);
        Questions questions =
                new Questions(
                        new Questions.Asking(id, Ed25519.generate().publicKey(), Duration.ZERO),
                        random);
        UplinkHooks hooks =
                new UplinkHooks(
                        status -> new UnitState(status, "boot", START),
                        () -> info(journal),
                        wire.lists(),
                        changes -> {},
                        questions,
                        seats -> {},
                        () -> new SeatsHeld(journal.epoch(), 0, List.of(), 0, Optional.empty()),
                        _ -> {},
                        _ -> {},
                        new Alerts(() -> START),
                        () -> {});
        this.uplink = new Uplink(config, journal, hooks, random, wire.tls());
    }

    /** How it connects, and who is told of lists. */
    public record Wire(Optional<Supplier<SSLContext>> tls, Consumer<ListNotice> lists) {}

    /** An enrolled one, with a journal of its own. */
    public static BacklogUnit enrolled(Path file, UplinkConfig config, Wire wire)
            throws IOException, JournalUnusable {
        return new BacklogUnit(config.unit(), Journal.open(file), config, 1, wire);
    }

    /** Impatient, so that what is lost is sent again soon. */
    static UplinkConfig config(String url, String site, UnitId id, String secret, Duration resend) {
        return new UplinkConfig(
                url,
                site,
                id,
                secret,
                Duration.ofSeconds(10),
                resend,
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofSeconds(2));
    }

    /** With the journal of a file, or a new one. */
    static BacklogUnit open(Path file, UplinkConfig config, long seed)
            throws IOException, JournalUnusable {
        Files.createDirectories(file.getParent());
        Wire plain = new Wire(Optional.empty(), _ -> {});
        return new BacklogUnit(config.unit(), Journal.open(file), config, seed, plain);
    }

    /** Makes a journal with so many scans, none of which the hub has. */
    static void fill(Path file, int scans) throws IOException, JournalUnusable, JournalFailure {
        Files.createDirectories(file.getParent());
        try (Journal journal = Journal.open(file)) {
            for (int i = 0; i < scans; i++) {
                journal.append(BacklogUnit::scan);
            }
        }
    }

    /** A journal is a folder of folders. */
    static void copy(Path journal, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> all = Files.walk(journal)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(journal.relativize(one).toString()));
            }
        }
    }

    UnitId id() {
        return id;
    }

    public Journal journal() {
        return journal;
    }

    public void start() {
        uplink.start();
    }

    /** Whether the broker lets it in, as far as it knows. */
    public boolean isOnline() {
        return uplink.status().online();
    }

    long resent() {
        return uplink.status().resent();
    }

    public void append(int count) throws JournalFailure {
        for (int i = 0; i < count; i++) {
            journal.append(BacklogUnit::scan);
        }
        uplink.wake();
    }

    /** The badge says which number it was read as. */
    static Scan scan(long number) {
        return new Scan(
                number,
                START.plusSeconds(number),
                number * 1000,
                "boot",
                ClockQuality.SYNCED,
                new DoorId("d"),
                new RoomId("r"),
                Side.IN,
                Mode.AUTO,
                Way.UNIT,
                Optional.of(new BadgeFingerprint(number, 7)),
                "admitted",
                "open",
                false,
                List.of(new Effect.Enter(new SessionId("s"), true)),
                1,
                true);
    }

    private static UnitInfo info(Journal journal) {
        return new UnitInfo(
                "test",
                "boot",
                START,
                START,
                new RoomId("r"),
                new DoorId("d"),
                journal.epoch(),
                journal.first().stream().boxed().findFirst(),
                journal.last(),
                journal.waiting(),
                0,
                Optional.empty(),
                ClockQuality.SYNCED,
                "ready",
                "ready",
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() throws JournalFailure {
        uplink.close();
        journal.close();
    }
}
