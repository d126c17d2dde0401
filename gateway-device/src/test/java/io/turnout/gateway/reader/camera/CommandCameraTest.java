package io.turnout.gateway.reader.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderContract;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.Side;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandCameraTest extends ReaderContract {
    private static final int SIDE = 200;
    private static final int HANGS = 20;

    @TempDir private Path folder;

    /** A program that writes out whatever is appended to a file. */
    @Override
    protected Reader reader() throws Exception {
        Path stream = Files.createFile(folder.resolve("frames"));
        return camera("tail", "-c", "+1", "-f", stream.toString());
    }

    @Override
    protected void bring(String text) throws Exception {
        try (OutputStream out =
                Files.newOutputStream(folder.resolve("frames"), StandardOpenOption.APPEND)) {
            out.write(yuv(text));
        }
    }

    @Test
    void readsAHeldBadgeOnceAndStartsTheProgramAgainWhenItEnds() throws Exception {
        Path frames = folder.resolve("some");
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        for (int i = 0; i < 5; i++) {
            held.writeBytes(yuv("F0S-HELD"));
        }
        Files.write(frames, held.toByteArray());
        BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
        Path starts = folder.resolve("starts");
        try (Reader reader = camera("sh", "-c", "echo x >> " + starts + "; cat " + frames)) {
            reader.start(readings::add);
            assertThat(readings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
            await().until(() -> Files.exists(starts) && Files.readAllLines(starts).size() >= 2);
            assertThat(readings).isEmpty();
        }
    }

    /** FT10: each program shows one badge, or one and a half frames, and then hangs. */
    @Test
    @DisplayName("U-1: a camera that hangs is started again, twenty times, and no badge is lost")
    void startsACameraThatHangsAgain() throws Exception {
        List<String> badges =
                IntStream.range(0, HANGS).mapToObj(i -> "F0S-HANGS%02d".formatted(i)).toList();
        for (String badge : badges) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            stream.writeBytes(yuv(badge));
            stream.write(yuv("F0S-HALF"), 0, badge.endsWith("0") ? SIDE * SIDE / 2 : 0);
            Files.write(folder.resolve(badge), stream.toByteArray());
        }
        String next =
                "cd '%s'; for f in F0S-*; do mv $f shown-$f; cat shown-$f; break; done; exec sleep 60"
                        .formatted(folder);
        BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
        try (Reader reader = camera(Duration.ofMillis(50), "sh", "-c", next)) {
            reader.start(readings::add);
            for (String badge : badges) {
                assertThat(readings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo(new Reading(badge, Side.IN));
            }
            await().until(() -> reader.health() instanceof ReaderHealth.Broken);
            assertThat(reader.health().toString()).contains("no frame for");
        }
        assertThat(readings).isEmpty();
    }

    @Test
    void isBackWithinTwoSecondsOfAHang() {
        assertThat(CameraReader.STALLED.plus(CameraReader.SHORT_PAUSE))
                .isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void readsEachOfSeveralBadgesInViewOnce() throws Exception {
        Path frames = folder.resolve("two");
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        for (int i = 0; i < 5; i++) {
            held.writeBytes(QrPictures.sideBySide("F0S-LEFT", "F0S-RIGHT", SIDE).luma());
            held.writeBytes(new byte[SIDE * SIDE]);
        }
        Files.write(frames, held.toByteArray());
        BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
        try (Reader reader =
                CameraReader.ofCommand(
                        new CameraReader.CameraCommand(
                                List.of("cat", frames.toString()), 2 * SIDE, SIDE),
                        new QrDecoder(),
                        Side.IN,
                        () -> Instant.EPOCH)) {
            reader.start(readings::add);
            await().until(() -> reader.work().orElseThrow().frames() >= 2);
        }
        assertThat(readings)
                .containsExactlyInAnyOrder(
                        new Reading("F0S-LEFT", Side.IN), new Reading("F0S-RIGHT", Side.IN));
    }

    @Test
    void saysWhyThereIsNoCamera() throws Exception {
        try (Reader reader = camera("sh", "-c", "echo no camera here >&2; exit 1")) {
            reader.start(_ -> {});
            await().until(() -> reader.health() instanceof ReaderHealth.Broken);
            assertThat(reader.health().toString()).contains("no camera here");
        }
        try (Reader reader = camera("/no/such/program")) {
            reader.start(_ -> {});
            await().until(() -> reader.health() instanceof ReaderHealth.Broken);
        }
    }

    private static CameraReader camera(String... command) {
        return camera(CameraReader.STALLED, command);
    }

    private static CameraReader camera(Duration stalled, String... command) {
        return CameraReader.ofCommand(
                new CameraReader.CameraCommand(List.of(command), SIDE, SIDE, stalled),
                new QrDecoder(),
                Side.IN,
                () -> Instant.EPOCH);
    }

    private static byte[] yuv(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(QrPictures.frame(text, SIDE).luma());
        out.writeBytes(new byte[SIDE * SIDE / 2]);
        return out.toByteArray();
    }
}
