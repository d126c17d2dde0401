package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderContract;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.ReaderHealth.Trouble;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U-1 the reader on USB")
final class UsbReaderTest extends ReaderContract {
    static final UsbSettings ANY = settings(Map.of());

    private final FakeUsb usb = new FakeUsb();
    private final FakeUsb.Plugged scanner = usb.keyboard("1-1.2");
    private final BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();

    static UsbSettings settings(Map<PortPath, Side> ports) {
        return new UsbSettings(
                ports, Side.IN, Layout.US, Ending.SUFFIX, Duration.ofMillis(20), 115_200);
    }

    @Override
    protected Reader reader() {
        return reader(ANY);
    }

    private UsbReader reader(UsbSettings settings) {
        return new UsbReader(usb::opened, settings, Instant::now);
    }

    @Override
    protected void bring(String text) {
        scanner.sends(Typist.types(text));
    }

    @Test
    void readsTwoScannersAtTheirSidesOneReadingAtATime() throws Exception {
        FakeUsb.Plugged inside = usb.serial("1-1.3");
        Map<PortPath, Side> sides =
                Map.of(PortPath.parse("1-1.2"), Side.IN, PortPath.parse("1-1.3"), Side.OUT);
        CountDownLatch both = new CountDownLatch(2);
        try (UsbReader reader = reader(settings(sides))) {
            reader.start(reading -> {
                both.countDown();
                assertThat(Thread.holdsLock(readings)).isFalse();
                readings.add(reading);
            });
            bring("IN-1");
            inside.sends("OUT-1\r\n");
            assertThat(both.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            await().until(() -> readings.size() == 2);
            assertThat(readings)
                    .containsExactlyInAnyOrder(
                            new Reading("IN-1", Side.IN, true),
                            new Reading("OUT-1", Side.OUT, true));
        }
        assertThat(List.of(scanner, inside)).noneMatch(FakeUsb.Plugged::isTaken);
    }

    @Test
    void findsAScannerThatIsPluggedInLaterAndGivesItBackAtTheEnd() throws Exception {
        usb.unplug(scanner);
        FakeUsb.Plugged later;
        try (UsbReader reader = reader(ANY)) {
            reader.start(readings::add);
            await().until(() -> reader.health() instanceof ReaderHealth.Broken);
            assertThat(reader.health()).isEqualTo(new ReaderHealth.Broken(Trouble.MISSING, "USB"));
            later = usb.keyboard("1-1.4");
            later.sends(Typist.types("LATER"));
            assertThat(readings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(new Reading("LATER", Side.IN));
            assertThat(reader.health()).isInstanceOf(ReaderHealth.Ready.class);
            assertThat(later.isTaken()).isTrue();
        }
        assertThat(later.isTaken()).isFalse();
    }

    @Test
    void saysThatThereIsNoUsbAndGoesOn() {
        usb.breaks(Optional.of(new UsbFault(UsbFault.Kind.NO_USB, "this machine has no USB")));
        try (UsbReader reader = reader(ANY)) {
            reader.start(readings::add);
            await().until(() -> reader.health() instanceof ReaderHealth.Broken);
            assertThat(reader.health())
                    .isEqualTo(new ReaderHealth.Broken(Trouble.NO_USB, "this machine has no USB"));
        }
    }

    @Test
    void countsWhatItReadsAndWhatItDrops() {
        try (UsbReader reader = reader(ANY)) {
            reader.start(readings::add);
            bring("ONE");
            List<byte[]> spoilt = new ArrayList<>(Typist.types("SPOILT"));
            spoilt.add(2, Typist.report(0, 1, 1, 1, 1, 1, 1));
            scanner.sends(spoilt);
            bring("TWO");
            await().until(() -> reader.counts().read() == 2);
            assertThat(reader.counts().unreadable()).isEqualTo(1);
        }
    }
}
