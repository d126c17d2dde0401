package io.turnout.gateway.doctor;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.Reading;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for a badge at the reader. What is read is neither kept nor shown: it is somebody's. */
public final class TestScan {
    private TestScan() {}

    /** Starts the reader, waits, and closes it. */
    public static Finding wait(Reader reader, Duration atMost) throws InterruptedException {
        BlockingQueue<Reading> first = new ArrayBlockingQueue<>(1);
        try (reader) {
            reader.start(first::offer);
            @Nullable Reading reading = first.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return reading == null
                    ? nothing(reader.health(), atMost)
                    : Finding.good("scan", "read %d characters".formatted(reading.text().length()));
        }
    }

    private static Finding nothing(ReaderHealth health, Duration time) {
        return switch (health) {
            case ReaderHealth.Broken broken ->
                    Finding.bad("scan", broken.what(), "plug the reader in, and test again");
            case ReaderHealth.Ready _, ReaderHealth.Starting _, ReaderHealth.Closed _ ->
                    Finding.bad(
                            "scan",
                            "nothing was read in " + time.toSeconds() + " s",
                            "hold a badge to it, or leave this out with --no-scan; if it beeps and"
                                    + " nothing comes, it is in another mode");
        };
    }
}
