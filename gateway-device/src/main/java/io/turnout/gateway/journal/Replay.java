package io.turnout.gateway.journal;

import io.turnout.protocol.message.Scan;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through all that is kept of an epoch, once. */
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final int AT_ONCE = 500;

    /** A disk that fails so often in one place is not asked there again. */
    private static final int ATTEMPTS = 5;

    private final Volume volume;

    Replay(Volume volume) {
        this.volume = volume;
    }

    void run(Consumer<Scan> each) {
        long from = volume.first().orElse(1);
        int failures = 0;
        while (from <= volume.last() && failures < ATTEMPTS) {
            try {
                Pages.Read read = volume.read(from, AT_ONCE);
                read.scans().forEach(each);
                from = read.next();
                failures = 0;
            } catch (IOException failed) {
                failures++;
                LOG.warn("reading scan {} again: {}", from, failed.getMessage());
            }
        }
    }
}
