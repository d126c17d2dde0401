package io.turnout.gateway.bench;

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
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The unit's half of G6, driven by {@code turnout bench}: a full journal is delivered to a real
 * hub, once for each line {@code unit secret} that comes in, as that unit. Prints the bytes of a
 * scan once the journal is full, and then the nanoseconds of each delivery, from the moment the
 * uplink is online to the hub's acknowledgement of the last scan.
 */
@Command(
        name = "uplink",
        hidden = true,
        description = "Delivers a full journal to a hub as often as it is told to.",
        mixinStandardHelpOptions = true)
public final class UplinkBench implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");

    @Option(names = "--url", required = true, description = "The hub's broker.")
    private String url = "";

    @Option(names = "--site", required = true, description = "The hub's site.")
    private String site = "";

    @Option(names = "--room", required = true, description = "A room of the hub.")
    private String room = "";

    @Option(names = "--dir", required = true, description = "Where to write the journal.")
    private Path dir = Path.of(".");

    @Option(names = "--scans", defaultValue = "20000", description = "Scans in the journal.")
    private int scans;

    private final Random random = new Random(1);
    private final Semaphore changes = new Semaphore(0);

    /** For the command line. */
    public UplinkBench() {}

    @Override
    public Integer call()
            throws IOException, JournalUnusable, JournalFailure, InterruptedException {
        try (Journal journal = Journal.open(dir.resolve("journal"));
                BufferedReader orders =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (int i = 0; i < scans; i++) {
                journal.append(this::scan);
            }
            System.out.println(new MessageCodec().write(journal.read(1, 1).getFirst()).length);
            String order = orders.readLine();
            while (order != null) {
                String[] words = order.split(" ", 2);
                System.out.println(deliver(journal, new UnitId(words[0]), words[1]));
                order = orders.readLine();
            }
            return 0;
        }
    }

    private long deliver(Journal journal, UnitId unit, String secret)
            throws JournalFailure, InterruptedException {
        journal.setBack(0);
        Questions questions =
                new Questions(
                        new Questions.Asking(unit, Ed25519.generate().publicKey(), Duration.ZERO),
                        random);
        UplinkHooks hooks =
                new UplinkHooks(
                        status -> new UnitState(status, "bench", Instant.now()),
                        () -> info(journal),
                        _ -> {},
                        _ -> {},
                        questions,
                        _ -> {},
                        () -> new SeatsHeld(journal.epoch(), 0, List.of(), 0, Optional.empty()),
                        _ -> {},
                        _ -> {},
                        new Alerts(Instant::now),
                        changes::release);
        try (Uplink uplink =
                new Uplink(UplinkConfig.of(url, site, unit, secret), journal, hooks, random)) {
            uplink.start();
            await(uplink::online);
            long start = System.nanoTime();
            await(() -> journal.waiting() == 0);
            return System.nanoTime() - start;
        }
    }

    private void await(BooleanSupplier come) throws InterruptedException {
        while (!come.getAsBoolean()) {
            if (!changes.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub stays away");
            }
        }
    }

    private Scan scan(long number) {
        return new Scan(
                number,
                START.plusMillis(number * 700),
                number * 700,
                "K4JX2M9QW7PT",
                ClockQuality.SYNCED,
                new DoorId(room),
                new RoomId(room),
                Side.IN,
                Mode.AUTO,
                Way.UNIT,
                Optional.of(new BadgeFingerprint(random.nextLong(), random.nextInt())),
                "admitted",
                "registered",
                false,
                List.of(new Effect.Enter(new SessionId("session-" + random.nextInt(9)), true)),
                3,
                true);
    }

    private UnitInfo info(Journal journal) {
        return new UnitInfo(
                "bench",
                "bench",
                START,
                Instant.now(),
                new RoomId(room),
                new DoorId(room),
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
}
