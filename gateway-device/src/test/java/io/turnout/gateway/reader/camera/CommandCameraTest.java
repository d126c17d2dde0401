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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandCameraTest extends ReaderContract {
    private static final int SIDE = 200;

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
        return CameraReader.ofCommand(
                new CameraReader.CameraCommand(List.of(command), SIDE, SIDE),
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
