package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.ReaderHealth.Trouble;
import io.turnout.protocol.access.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U-1 scanners that come and go")
final class ScannersTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final int SET_PROTOCOL = 0x0B;

    private final FakeUsb usb = new FakeUsb();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Decoded> dropped = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.EPOCH;
    private Scanners scanners = scanners(UsbReaderTest.ANY);

    private final class Ears implements Hearing.Ears {
        @Override
        public void heard(UsbDevice device, Decoded decoded) {
            switch (decoded) {
                case Decoded.Text(String text) -> heard.add(device.port() + " " + text);
                case Decoded.Dropped _ -> dropped.add(decoded);
            }
        }

        @Override
        public void ended() {
            // The test looks when it wants to.
        }
    }

    private Scanners scanners(UsbSettings settings) {
        return new Scanners(usb, settings, () -> now, new Ears());
    }

    @AfterEach
    void close() {
        scanners.close();
        usb.close();
    }

    @Test
    void readsKeyboardsPosAndSerialLines() throws Exception {
        FakeUsb.Plugged keyboard = usb.keyboard("1-1.1");
        FakeUsb.Plugged pos = usb.pos("1-1.2", Descriptors.POS);
        FakeUsb.Plugged serial = usb.serial("1-1.3");
        scanners.look();
        keyboard.sends(Typist.types("TYPED"));
        assertThat(next()).isEqualTo("1-1.1 TYPED");
        pos.sends(List.of(posReport()));
        assertThat(next()).isEqualTo("1-1.2 POS");
        serial.sends("LINE\r\n");
        assertThat(next()).isEqualTo("1-1.3 LINE");
        assertThat(scanners.health()).isInstanceOf(ReaderHealth.Ready.class);
        assertThat(keyboard.asked)
                .as("boot protocol, and reports only of changes")
                .containsExactly(
                        new UsbPipe.Request(0x21, SET_PROTOCOL, 0, 0),
                        new UsbPipe.Request(0x21, 0x0A, 0, 0));
        assertThat(serial.asked)
                .as("line coding, then DTR and RTS")
                .containsExactly(
                        new UsbPipe.Request(0x21, 0x20, 0, 0),
                        new UsbPipe.Request(0x21, 0x22, 3, 0));
        assertThat(serial.taken).as("the kernel's driver has both").containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void readsAKeyboardThatKnowsNoBootProtocolByItsOwnReports() throws Exception {
        FakeUsb.Plugged own = usb.plug("1-1", 1, 1, Descriptors.KEYBOARD, FakeUsb.hid(0, 1, 1));
        own.refuses.addAll(List.of(SET_PROTOCOL, 0x0A));
        scanners.look();
        own.sends(
                List.of(
                        new byte[] {1, 2, 0, 4, 0, 0, 0, 0, 0},
                        new byte[] {1, 0, 0, 0x28, 0, 0, 0, 0, 0}));
        assertThat(next()).isEqualTo("1-1 A");
    }

    @Test
    @DisplayName("U-1 a scanner that ends each report with an empty packet is not silent")
    void doesNotTakeAnEmptyTransferForSilence() throws Exception {
        FakeUsb.Plugged scanner = usb.keyboard("1-1");
        scanners.look();
        scanner.sends(
                Typist.types("WHOLE").stream()
                        .flatMap(report -> Stream.of(report, new byte[0]))
                        .toList());
        assertThat(next()).isEqualTo("1-1 WHOLE");
        assertThat(dropped).isEmpty();
    }

    @Test
    void dropsHalfABadgeWhenAScannerIsUnpluggedAndReadsTheNextAfterReplug() throws Exception {
        FakeUsb.Plugged first = usb.keyboard("1-1");
        scanners.look();
        first.sends(Typist.types("ONE"));
        assertThat(next()).isEqualTo("1-1 ONE");
        first.sends(Typist.keys("HAL"));
        usb.unplug(first);
        scanners.look();
        assertThat(scanners.health()).isEqualTo(new ReaderHealth.Broken(Trouble.MISSING, "USB"));
        FakeUsb.Plugged again = usb.keyboard("1-1");
        scanners.look();
        again.sends(Typist.types("TWO"));
        assertThat(next()).isEqualTo("1-1 TWO");
        await().until(() -> !first.isTaken());
    }

    @Test
    void findsAllScannersAgainAfterTheirHubWasReset() throws Exception {
        List<String> ports = List.of("1-1.1", "1-1.2", "1-1.3");
        List<FakeUsb.Plugged> before = ports.stream().map(usb::keyboard).toList();
        scanners.look();
        before.forEach(usb::unplug);
        List<FakeUsb.Plugged> after = ports.stream().map(usb::keyboard).toList();
        scanners.look();
        for (FakeUsb.Plugged each : after) {
            each.sends(Typist.types("BACK"));
            assertThat(next()).isEqualTo(each.device.port() + " BACK");
        }
    }

    @Test
    void triesAScannerThatFailsAgainAndWaitsLongerEachTime() throws Exception {
        FakeUsb.Plugged scanner = usb.keyboard("1-1");
        for (int failures = 1; failures <= 4; failures++) {
            scanners.look();
            assertThat(scanner.opened).isEqualTo(failures);
            scanner.fails();
            await().until(() -> !scanner.isTaken());
            // One failure alone is not told.
            Trouble told = failures == 1 ? Trouble.MISSING : Trouble.FAILING;
            await().until(() -> looksAndFinds(told));
            scanners.look();
            assertThat(scanner.opened).as("not at once").isEqualTo(failures);
            now = now.plus(Duration.ofMillis(500L << (failures - 1)));
        }
        scanners.look();
        scanner.sends(Typist.types("WORKS"));
        assertThat(next()).isEqualTo("1-1 WORKS");
        assertThat(scanners.health()).isInstanceOf(ReaderHealth.Ready.class);
    }

    private boolean looksAndFinds(Trouble trouble) throws UsbFault {
        scanners.look();
        return scanners.health() instanceof ReaderHealth.Broken(Trouble found, String _)
                && found == trouble;
    }

    @Test
    void saysThatItMayNotOpenAScannerOnlyWhereThatLasts() throws Exception {
        FakeUsb.Plugged scanner = usb.keyboard("1-1");
        scanner.locked = Optional.of(UsbFault.Kind.NOT_ALLOWED);
        scanners.look();
        now = now.plusSeconds(1);
        assertThat(looksAndFinds(Trouble.NOT_ALLOWED)).isTrue();
        scanner.locked = Optional.empty();
        now = now.plusSeconds(60);
        scanners.look();
        assertThat(scanners.health()).isInstanceOf(ReaderHealth.Ready.class);
    }

    @Test
    void saysThatAScannerIsInItsMakersOwnMode() throws Exception {
        FakeUsb.Plugged own = usb.plug("1-1", 0x05e0, 0x1900, new byte[0]);
        scanners.look();
        assertThat(scanners.health())
                .isEqualTo(new ReaderHealth.Broken(Trouble.VENDOR_MODE, "1-1 (05e0:1900), Zebra"));
        usb.unplug(own);
        usb.plug("1-1", 0x05e0, 0x1200, new byte[0], FakeUsb.hid(0, 1, 1));
        scanners.look();
        assertThat(scanners.health())
                .as("after its set-up code")
                .isInstanceOf(ReaderHealth.Ready.class);
    }

    @Test
    void readsAScannerThatDoesNotTellHowItTalks() throws Exception {
        FakeUsb.Plugged untold =
                usb.plug("1-1", 1, 1, Descriptors.POS_UNTOLD, FakeUsb.hid(0, 0, 0));
        FakeUsb.Plugged listed = usb.pos("1-2", new byte[0]);
        scanners.look();
        byte[] plain = new byte[64];
        System.arraycopy(new byte[] {2, 3, 'A', 'B', 'C'}, 0, plain, 0, 5);
        untold.sends(List.of(plain));
        assertThat(next()).isEqualTo("1-1 ABC");
        listed.sends(List.of(plain));
        assertThat(next()).isEqualTo("1-2 ABC");
    }

    @Test
    void leavesAloneWhatIsNoScanner() throws Exception {
        FakeUsb.Plugged desk =
                usb.plug(
                        "1-1",
                        0x046d,
                        0xc52b,
                        Descriptors.MOUSE,
                        FakeUsb.hid(0, 1, 1),
                        FakeUsb.hid(1, 1, 2));
        FakeUsb.Plugged touch = usb.plug("1-2", 1, 1, Descriptors.MOUSE, FakeUsb.hid(0, 0, 0));
        scanners.look();
        now = now.plusSeconds(60);
        scanners.look();
        assertThat(desk.opened).as("a keyboard with a mouse").isZero();
        assertThat(touch.opened).as("looked at once, and given back").isEqualTo(1);
        assertThat(touch.isTaken()).isFalse();
        assertThat(scanners.health()).isEqualTo(new ReaderHealth.Broken(Trouble.MISSING, "USB"));
    }

    @Test
    void readsOnlyAtTheDoorsOwnPortsAndNamesThoseThatAreEmpty() throws Exception {
        scanners =
                scanners(
                        UsbReaderTest.settings(
                                Map.of(
                                        PortPath.parse("1-1.3"), Side.IN,
                                        PortPath.parse("1-1.2"), Side.OUT)));
        FakeUsb.Plugged elsewhere = usb.keyboard("1-1.4");
        scanners.look();
        assertThat(scanners.health())
                .isEqualTo(new ReaderHealth.Broken(Trouble.MISSING, "1-1.2, 1-1.3"));
        FakeUsb.Plugged ours = usb.keyboard("1-1.2");
        scanners.look();
        assertThat(scanners.health()).isEqualTo(new ReaderHealth.Broken(Trouble.MISSING, "1-1.3"));
        assertThat(elsewhere.opened).isZero();
        ours.sends(Typist.types("OURS"));
        assertThat(next()).isEqualTo("1-1.2 OURS");
    }

    @Test
    void saysThatNothingOfWhatAScannerSendsIsText() throws Exception {
        FakeUsb.Plugged wrong = usb.keyboard("1-1");
        scanners.look();
        for (int n = 0; n < 5; n++) {
            wrong.sends(List.of(Typist.report(0x40, 4), Typist.report(0), Typist.report(0, 0x28)));
            wrong.sends(List.of(Typist.report(0)));
        }
        await().until(() -> scanners.health() instanceof ReaderHealth.Broken);
        assertThat(scanners.health())
                .isEqualTo(
                        new ReaderHealth.Broken(
                                Trouble.UNREADABLE, "1-1 (0c2e:0901): UNPRINTABLE"));
        assertThat(dropped).hasSize(5);
        wrong.sends(Typist.types("RIGHT"));
        assertThat(next()).isEqualTo("1-1 RIGHT");
        assertThat(scanners.health()).isInstanceOf(ReaderHealth.Ready.class);
    }

    private static byte[] posReport() {
        byte[] report = Arrays.copyOf("__]Q1POS".getBytes(StandardCharsets.US_ASCII), 64);
        report[0] = 2;
        report[1] = 3;
        return report;
    }

    private String next() throws InterruptedException {
        String text = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(text).as("a text in time").isNotNull();
        return text;
    }
}
