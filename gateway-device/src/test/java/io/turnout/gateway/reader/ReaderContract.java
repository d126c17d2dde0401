package io.turnout.gateway.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.protocol.access.Side;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of every reader. */
public abstract class ReaderContract {
    protected static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
    private Reader reader;

    /** A new one, at side IN. */
    protected abstract Reader reader() throws Exception;

    /** Brings a badge with this text before the reader, once it has started. */
    protected abstract void bring(String text) throws Exception;

    @BeforeEach
    void make() throws Exception {
        reader = reader();
    }

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void isClosedUntilItIsStarted() {
        assertThat(reader.health()).isInstanceOf(ReaderHealth.Closed.class);
    }

    @Test
    void readsInTheOrderInWhichBadgesCome() throws Exception {
        reader.start(readings::add);
        bring("F0S-ONE");
        assertThat(next()).isEqualTo(new Reading("F0S-ONE", Side.IN));
        bring("F0S-TWO");
        assertThat(next()).isEqualTo(new Reading("F0S-TWO", Side.IN));
        assertThat(reader.health()).isInstanceOf(ReaderHealth.Ready.class);
    }

    @Test
    void countsWhatItReads() throws Exception {
        assertThat(reader.counts()).isEqualTo(new ReaderCounts(0, 0));
        reader.start(readings::add);
        bring("F0S-ONE");
        next();
        assertThat(reader.counts()).isEqualTo(new ReaderCounts(1, 0));
    }

    @Test
    void isStartedOnce() {
        reader.start(readings::add);
        assertThatThrownBy(() -> reader.start(readings::add))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsNothingOnceClosed() throws Exception {
        reader.start(readings::add);
        reader.close();
        reader.close();
        bring("F0S-LATE");
        assertThat(readings.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(reader.health()).isInstanceOf(ReaderHealth.Closed.class);
        assertThatThrownBy(() -> reader.start(readings::add))
                .isInstanceOf(IllegalStateException.class);
    }

    private Reading next() throws InterruptedException {
        Reading reading = readings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(reading).as("a reading in time").isNotNull();
        return reading;
    }
}
