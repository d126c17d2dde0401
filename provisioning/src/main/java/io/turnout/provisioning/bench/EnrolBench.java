package io.turnout.provisioning.bench;

import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * U-5: the morning of a fair, and a power cut. 300 units, with keys of their own, bring their
 * tickets at once, connect to the broker at once, renew at once and connect once more, at a hub in
 * a process of its own. The reference is as many bare handshakes with its broker at once, with
 * certificates on both sides, which is the least that each of these costs.
 */
final class EnrolBench {
    private static final int UNITS = 300;
    private static final int WARM_UP = 1;

    /** How many times the bare handshakes each may take. */
    private static final double LIMIT = 3;

    private static final int MOST_TRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final LongAdder again = new LongAdder();
    private final Path work;
    private final PrintWriter progress;

    EnrolBench(Path work, PrintWriter progress) {
        this.work = work;
        this.progress = progress;
    }

    /** What one unit does while all the others do the same. */
    private interface Deed {
        void by(LightUnit unit) throws IOException;
    }

    /**
     * Measures.
     *
     * @throws IOException also where a single unit is refused, or not there after some tries
     */
    List<Figure> measure(Path hubJar) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("enrol"));
        try (BenchHub hub = BenchHub.start(hubJar, folder, "proxy")) {
            for (int i = 0; i < UNITS; i++) {
                hub.register("unit-" + i);
            }
            X509Certificate authority =
                    LightUnit.certificate(
                            hub.api().text("/authority.pem").getBytes(StandardCharsets.UTF_8));
            Map<String, Pairs> all = new LinkedHashMap<>();
            for (int round = -WARM_UP; round < Pairs.FEWEST; round++) {
                round(hub, authority, round < 0 ? new LinkedHashMap<>() : all);
            }
            List<Figure> figures = new ArrayList<>();
            all.forEach((what, pairs) -> figures.add(figure(what, pairs)));
            return figures;
        } catch (ApiException e) {
            throw new IOException("U-5 could not be measured: " + e.getMessage(), e);
        }
    }

    private static Figure figure(String what, Pairs pairs) {
        String name = "%d units %s at once / as many bare handshakes".formatted(UNITS, what);
        return Figure.atMost(LIMIT, new Figure.Label("U-5", name, "ms"), pairs);
    }

    private void round(BenchHub hub, X509Certificate authority, Map<String, Pairs> all)
            throws IOException, ApiException, InterruptedException {
        List<LightUnit> units = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            String ticket =
                    hub.api()
                            .post("/api/v1/units/unit-" + i + "/ticket", Map.of())
                            .path("ticket")
                            .asText();
            units.add(new LightUnit(EnrolTicket.parse(ticket), authority));
        }
        try {
            double enrolled = atOnce("enrolled", units, LightUnit::enrol);
            double connected = atOnce("connected", units, this::connect);
            double renewed = atOnce("renewed", units, LightUnit::renew);
            double again = atOnce("connected again", units, this::connect);
            double bare = atOnce("shaken hands with", units, LightUnit::shakeHands);
            add(all, "enrolled", enrolled, bare);
            add(all, "connected", connected, bare);
            add(all, "renewed", renewed, bare);
            add(all, "connected again", again, bare);
        } finally {
            for (LightUnit unit : units) {
                unit.close();
            }
        }
    }

    private static void add(Map<String, Pairs> all, String what, double ours, double bare) {
        all.computeIfAbsent(what, _ -> new Pairs()).add(ours, bare);
    }

    /** Tries again after a while, as units do; the broker hangs up on who takes too long. */
    private void connect(LightUnit unit) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                unit.connect();
                return;
            } catch (IOException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                again.increment();
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE.toNanos()));
            }
        }
    }

    /** Milliseconds until the last of them has done it. */
    private double atOnce(String what, List<LightUnit> units, Deed deed)
            throws IOException, InterruptedException {
        List<Callable<Long>> deeds = new ArrayList<>();
        for (LightUnit unit : units) {
            deeds.add(() -> {
                long before = System.nanoTime();
                deed.by(unit);
                return System.nanoTime() - before;
            });
        }
        long before = System.nanoTime();
        long[] waits = new long[deeds.size()];
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> done = crowd.invokeAll(deeds);
            for (int i = 0; i < waits.length; i++) {
                waits[i] = done.get(i).get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a unit was not " + what + ": " + e.getCause(), e);
        }
        double all = (System.nanoTime() - before) / 1e6;
        progress.printf(
                "U-5: %d %s at once in %.0f ms; of one p50 %.0f ms, p99 %.0f ms; %d tried again%n",
                waits.length,
                what,
                all,
                Pairs.percentile(waits, 50) / 1e6,
                Pairs.percentile(waits, 99) / 1e6,
                again.sumThenReset());
        progress.flush();
        return all;
    }
}
