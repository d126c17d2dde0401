package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.alert.Alerts.Kind;
import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderCounts;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.ReaderHealth.Trouble;
import io.turnout.gateway.reader.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ReaderWatchTest {
    private final Alerts alerts = new Alerts(() -> Instant.EPOCH);
    private final SetReader reader = new SetReader();
    private final ReaderWatch watch = new ReaderWatch(Optional.of(reader), alerts);

    /** A reader that is as it is told to be. */
    private static final class SetReader implements Reader {
        private ReaderHealth health = new ReaderHealth.Starting();

        @Override
        public void start(Consumer<Reading> sink) {
            // Nothing is read here.
        }

        @Override
        public ReaderHealth health() {
            return health;
        }

        @Override
        public ReaderCounts counts() {
            return new ReaderCounts(3, 7);
        }

        @Override
        public void close() {
            health = new ReaderHealth.Closed();
        }
    }

    @Test
    void raisesOneAlertForEachTroubleAndClearsItWhenItIsOver() {
        assertThat(watch.look()).isFalse();
        for (Trouble each : Trouble.values()) {
            reader.health = new ReaderHealth.Broken(each, "1-1.2");
            assertThat(watch.look()).isTrue();
            assertThat(watch.look()).as("nothing new").isFalse();
            assertThat(alerts.all())
                    .singleElement()
                    .satisfies(alert -> {
                        assertThat(alert.id()).isEqualTo(id(each));
                        assertThat(alert.detail()).contains("1-1.2");
                        assertThat(alert.count()).isEqualTo(each == Trouble.UNREADABLE ? 7 : 0);
                    });
        }
        reader.health = new ReaderHealth.Ready();
        assertThat(watch.look()).isTrue();
        assertThat(alerts.all()).isEmpty();
    }

    @Test
    void namesTheWorstFirst() {
        assertThat(
                        Arrays.stream(Kind.values())
                                .map(Kind::id)
                                .filter(id -> id.startsWith("reader-")))
                .containsExactlyElementsOf(
                        Arrays.stream(Trouble.values()).map(ReaderWatchTest::id).toList());
    }

    private static String id(Trouble trouble) {
        return "reader-" + trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void saysNothingOfAUnitWithoutAReader() {
        assertThat(new ReaderWatch(Optional.empty(), alerts).look()).isFalse();
        assertThat(alerts.all()).isEmpty();
    }
}
