package io.turnout.gateway.reader.usb;

import static io.turnout.gateway.reader.usb.Typist.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.badge.BadgeAlphabet;
import io.turnout.protocol.badge.BadgeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The n-th report depends on the seed and n only. */
@DisplayName("U-1 whatever a scanner sends")
final class RandomReportsTest {
    private static final long SEED = Long.getLong("turnout.hostile.seed", 20261122);
    private static final int REPORTS = 1_000_000;
    private static final Duration GAP = Duration.ofMillis(200);

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void aMillionRandomReportsMakeOnlyTextsThatCouldHaveBeenTyped() {
        Listening listening = new Listening(keyboard(), GAP);
        int sinceText = 0;
        int texts = 0;
        for (int n = 0; n < REPORTS; n++) {
            sinceText++;
            List<Decoded> decoded =
                    random.nextInt(50) == 0
                            ? listening.nothing(GAP)
                            : listening.came(randomReport(), Duration.ZERO);
            for (Decoded each : decoded) {
                if (each instanceof Decoded.Text(String text)) {
                    texts++;
                    assertThat(text.length())
                            .as("seed %d, report %d", SEED, n)
                            .isLessThan(sinceText);
                    assertThat(isText(text)).as("seed %d, report %d", SEED, n).isTrue();
                }
                sinceText = 0;
            }
        }
        assertThat(texts)
                .as("the reports are not so random that nothing comes of them")
                .isPositive();
    }

    /** Mostly what scanners send, so that it comes to texts. */
    private byte[] randomReport() {
        return switch (random.nextInt(12)) {
            case 0 -> bytes(random.nextInt(1, 17));
            case 1 -> bytes(8);
            case 2 -> report(random.nextInt(256), random.nextInt(256));
            case 3 -> report(0, random.nextInt(256), random.nextInt(256));
            case 4, 5 -> report(0, Typist.ENTER);
            case 6, 7, 8 -> report(0, random.nextInt(0x04, 0x28));
            default -> report(0);
        };
    }

    @Test
    void textsThatNothingHappenedToAreReadAndNoOthers() {
        Listening listening = new Listening(keyboard(), GAP);
        listening.nothing(GAP);
        List<String> whole = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            String text = badge();
            boolean unharmed = type(text, listening, read);
            if (unharmed) {
                whole.add(text);
            }
            assertThat(read).as("seed %d, text %d", SEED, n).hasSameSizeAs(whole);
        }
        assertThat(read).isEqualTo(whole);
        assertThat(whole).hasSizeBetween(5_000, 15_000);
    }

    /** Types a text, with something happening in its middle as often as not. */
    private boolean type(String text, Listening listening, List<String> read) {
        List<byte[]> reports = Typist.types(text);
        // Between two keys: what happens while one is down may look like that key.
        int at = 2 * random.nextInt(1, text.length());
        int what = random.nextInt(14);
        for (int n = 0; n < reports.size(); n++) {
            if (n == at) {
                happen(what, listening, read);
            }
            take(listening.came(reports.get(n), Duration.ZERO), read);
        }
        if (random.nextBoolean()) {
            take(listening.nothing(GAP), read);
        }
        return what >= 7;
    }

    private void happen(int what, Listening listening, List<String> read) {
        switch (what) {
            case 0 -> take(listening.nothing(GAP), read);
            case 1 -> send(listening, read, report(0, 1, 1, 1, 1, 1, 1));
            case 2 -> send(listening, read, bytes(random.nextInt(1, 8)));
            case 3 -> send(listening, read, bytes(random.nextInt(9, 64)));
            case 4 ->
                    send(
                            listening,
                            read,
                            report(0, random.nextInt(4, 20), 20 + random.nextInt(20)));
            case 5 ->
                    send(listening, read, report(1 << random.nextInt(2, 5), random.nextInt(4, 40)));
            case 6 -> send(listening, read, report(0, random.nextInt(0x65, 0x100)));
            case 7 -> send(listening, read, report(0));
            case 8 -> take(listening.nothing(GAP.dividedBy(2)), read);
            case 9 -> send(listening, read, report(Typist.SHIFT));
            default -> {
                // Nothing happens.
            }
        }
    }

    private static void send(Listening listening, List<String> read, byte[] report) {
        take(listening.came(report, Duration.ZERO), read);
        take(listening.came(report(0), Duration.ZERO), read);
    }

    private static void take(List<Decoded> decoded, List<String> read) {
        for (Decoded each : decoded) {
            if (each instanceof Decoded.Text(String text)) {
                read.add(text);
            }
        }
    }

    @Test
    void randomReportsOfOtherScannersMakeOnlyTexts() {
        PosShape told = HidDescriptor.parse(Descriptors.POS).posReport().orElseThrow();
        for (Decoder decoder :
                List.of(
                        new PosDecoder(told),
                        new PosDecoder(PosShape.USUAL),
                        new SerialDecoder(Ending.SUFFIX),
                        new SerialDecoder(Ending.GAP))) {
            for (int n = 0; n < 100_000; n++) {
                byte[] some = bytes(random.nextInt(66));
                if (some.length > 1 && random.nextInt(4) > 0) {
                    some[0] = 2;
                    some[1] = (byte) random.nextInt(6);
                }
                List<Decoded> decoded =
                        random.nextInt(20) == 0 ? decoder.quiet() : decoder.take(some);
                for (Decoded each : decoded) {
                    assertThat(!(each instanceof Decoded.Text(String text)) || isText(text))
                            .as("seed %d, report %d", SEED, n)
                            .isTrue();
                }
            }
        }
    }

    private static boolean isText(String text) {
        return !text.isEmpty()
                && text.length() <= BadgeText.MAX_LENGTH
                && text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
    }

    private String badge() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(2, 20); n > 0; n--) {
            text.append(BadgeAlphabet.CHARACTERS.charAt(random.nextInt(32)));
        }
        return text.toString();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static KeyboardDecoder keyboard() {
        return new KeyboardDecoder(KeyShape.BOOT, Layout.US, Ending.SUFFIX);
    }
}
