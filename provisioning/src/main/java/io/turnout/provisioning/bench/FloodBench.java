package io.turnout.provisioning.bench;

import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitState;
import io.turnout.provisioning.api.ApiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * AT13: one unit says its state as fast as its socket takes it, which the hub writes down each
 * time, while ten others bring a scan at a time and wait for the word that it is durable. The
 * reference is the same without the flood, at the same hub, in turns.
 */
final class FloodBench {
    private static final int HONEST = 10;
    private static final int SCANS = 60;
    private static final int WARM_UP = 2;
    private static final String EVIL = "evil";
    private static final long PAUSE_NANOS = 50_000;

    private static final double LIMIT = 2;

    private final Path work;
    private final PrintWriter progress;

    FloodBench(Path work, PrintWriter progress) {
        this.work = work;
        this.progress = progress;
    }

    /** Measures in turns, after rounds that warm both up. */
    Figure measure(Path hubJar) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("flood"));
        List<AckedUnit> honest = new ArrayList<>();
        try (BenchHub hub = BenchHub.start(hubJar, folder)) {
            for (int i = 0; i < HONEST; i++) {
                honest.add(AckedUnit.connect(hub, "honest-" + i));
            }
            String secret = hub.register(EVIL);
            Pairs pairs = new Pairs();
            for (int round = -WARM_UP; round < Pairs.FEWEST; round++) {
                double beside = flooded(AckedUnit.client(hub, EVIL, secret), honest);
                // takes the flood's place, and with it what was sent but not read yet
                AckedUnit.hangUp(AckedUnit.client(hub, EVIL, secret));
                double alone = p99(honest);
                progress.printf(
                        "AT13: p99 %.1f ms beside a flood, %.1f ms without%n", beside, alone);
                progress.flush();
                if (round >= 0) {
                    pairs.add(beside, alone);
                }
            }
            String what =
                    "scans of %d units acknowledged, p99, beside a flood of one / without"
                            .formatted(HONEST);
            return Figure.atMost(LIMIT, new Figure.Label("AT13", what, "ms"), pairs);
        } catch (ApiException | MqttException e) {
            throw new IOException("AT13 could not be measured: " + e.getMessage(), e);
        } finally {
            for (AckedUnit unit : honest) {
                unit.close();
            }
        }
    }

    private double flooded(MqttAsyncClient evil, List<AckedUnit> honest)
            throws IOException, InterruptedException, MqttException {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<Long> flood = one.submit(() -> flood(evil, over));
            double beside = p99(honest);
            over.set(true);
            AckedUnit.hangUp(evil);
            progress.printf("AT13: the flood was %,d messages%n", flood.get());
            return beside;
        } catch (ExecutionException e) {
            throw new IOException("the flood broke off", e);
        }
    }

    private static long flood(MqttAsyncClient evil, AtomicBoolean over) throws MqttException {
        String topic = new Topics(BenchHub.SITE).of(new UnitId(EVIL), Topics.Kind.STATE);
        UnitState state = new UnitState(UnitState.Status.READY, "boot", Instant.EPOCH);
        byte[] payload = new MessageCodec().write(state);
        long sent = 0;
        while (!over.get()) {
            IMqttToken token = evil.publish(topic, payload, 0, false);
            while (!token.isComplete() && !over.get()) {
                LockSupport.parkNanos(PAUSE_NANOS); // the socket is full: the broker rests
            }
            sent++;
        }
        return sent;
    }

    private static double p99(List<AckedUnit> honest) throws IOException, InterruptedException {
        List<Callable<long[]>> all = new ArrayList<>();
        honest.forEach(unit -> all.add(() -> unit.bring(SCANS)));
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            LongStream nanos = LongStream.empty();
            for (Future<long[]> waits : crowd.invokeAll(all)) {
                nanos = LongStream.concat(nanos, LongStream.of(waits.get()));
            }
            return Pairs.percentile(nanos.toArray(), 99) / 1e6;
        } catch (ExecutionException e) {
            throw new IOException("an honest unit was not heard: " + e.getCause(), e);
        }
    }
}
