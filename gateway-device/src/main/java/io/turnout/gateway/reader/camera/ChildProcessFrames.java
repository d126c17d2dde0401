package io.turnout.gateway.reader.camera;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a child process that writes raw YUV 4:2:0 pictures of one size to its output, such as
 * {@code rpicam-vid --codec yuv420 -o -}. Only brightness is kept.
 *
 * <p>Once frames have come, none for a while means that the camera hangs: the child is ended.
 */
final class ChildProcessFrames implements FrameSource {
    /** A Pi's camera takes some seconds to its first frame. */
    private static final Duration STARTING = Duration.ofSeconds(10);

    private static final int LONGEST_COMPLAINT = 300;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process child;
    private final int width;
    private final int height;
    private final Duration stalled;
    private final BlockingQueue<Frame> newest = new ArrayBlockingQueue<>(1);
    private volatile @Nullable IOException ended;
    private volatile String complaint = "";
    private final Thread listener;
    private Duration waited = Duration.ZERO;
    private boolean started;

    private ChildProcessFrames(Process child, CameraReader.CameraCommand command) {
        this.child = child;
        this.width = command.width();
        this.height = command.height();
        this.stalled = command.stalled();
        this.listener = Thread.ofPlatform().name("camera-complaints").daemon().start(this::listen);
    }

    static ChildProcessFrames start(CameraReader.CameraCommand command) throws IOException {
        Process child = new ProcessBuilder(command.words()).start();
        child.getOutputStream().close();
        ChildProcessFrames frames = new ChildProcessFrames(child, command);
        Thread.ofPlatform().name("camera-frames").daemon().start(frames::pump);
        return frames;
    }

    @Override
    public Optional<Frame> next(Duration atMost) throws IOException, InterruptedException {
        Duration limit = started ? stalled : STARTING;
        Duration wait = limit.compareTo(atMost) < 0 ? limit : atMost;
        Frame frame = newest.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (frame != null) {
            started = true;
            waited = Duration.ZERO;
            return Optional.of(frame);
        }
        IOException why = ended;
        if (why != null) {
            throw new IOException(why.getMessage(), why);
        }
        waited = waited.plus(wait);
        if (waited.compareTo(limit) >= 0) {
            throw new IOException("the camera sent no frame for " + limit.toMillis() + " ms");
        }
        return Optional.empty();
    }

    /** Reads frames as they come, so that the child never waits for a slow decoder. */
    private void pump() {
        int luma = width * height;
        int chroma = 2 * ((width + 1) / 2) * ((height + 1) / 2);
        try (DataInputStream in = new DataInputStream(child.getInputStream())) {
            while (true) {
                byte[] bytes = new byte[luma];
                in.readFully(bytes);
                in.skipNBytes(chroma);
                offer(new Frame(bytes, width, height));
            }
        } catch (EOFException _) {
            ended = new IOException("the camera's program ended" + lastWords());
        } catch (IOException broken) {
            ended = broken;
        }
    }

    private void offer(Frame frame) {
        // The one before was not taken: it is too old by now.
        newest.clear();
        newest.add(frame);
    }

    /** Keeps the last thing the child complained of, for the technician. */
    private void listen() {
        try (InputStream errors = child.getErrorStream()) {
            byte[] buffer = new byte[LONGEST_COMPLAINT];
            for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
                String said = new String(buffer, 0, n, StandardCharsets.UTF_8).strip();
                complaint = said.isEmpty() ? complaint : said;
            }
        } catch (IOException gone) {
            complaint = "its messages could not be read: " + gone.getMessage();
        }
    }

    /** What it said shortly before it ended may still be on its way. */
    private String lastWords() {
        try {
            if (!listener.join(LAST_WORDS)) {
                return "";
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return complaint.isEmpty() ? "" : ": " + complaint.lines().reduce("", (_, line) -> line);
    }

    @Override
    public boolean mayBeQuiet() {
        return false;
    }

    @Override
    public void close() {
        child.destroyForcibly();
    }
}
