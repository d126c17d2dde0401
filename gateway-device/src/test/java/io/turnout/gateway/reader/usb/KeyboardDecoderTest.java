package io.turnout.gateway.reader.usb;

import static io.turnout.gateway.reader.usb.Typist.ENTER;
import static io.turnout.gateway.reader.usb.Typist.SHIFT;
import static io.turnout.gateway.reader.usb.Typist.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.reader.usb.Decoded.Dropped;
import io.turnout.gateway.reader.usb.Decoded.Text;
import io.turnout.gateway.reader.usb.Decoded.Why;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U-1 scanners that type")
final class KeyboardDecoderTest {
    private static final int A = 0x04;
    private static final int B = 0x05;
    private static final int Y = 0x1C;
    private static final int TAB = 0x2B;
    private static final int KEYPAD_ENTER = 0x58;
    private static final int KEYPAD_5 = 0x5D;
    private static final int ALT_GR = 0x40;
    private static final int F5 = 0x3E;

    private KeyboardDecoder decoder = decoder(Layout.US, Ending.SUFFIX);

    @Test
    void readsWhatIsTyped() {
        assertThat(take(Typist.types("F0S-00abC9X"))).containsExactly(new Text("F0S-00abC9X"));
    }

    @Test
    void endsATextWithEnterTabAndTheKeypadsEnter() {
        assertThat(take(report(0, A), report(0), report(0, TAB), report(0)))
                .containsExactly(new Text("a"));
        assertThat(take(report(0, KEYPAD_5), report(0), report(0, KEYPAD_ENTER), report(0)))
                .containsExactly(new Text("5"));
        assertThat(take(report(0, ENTER), report(0))).isEmpty();
    }

    @Test
    void readsAFastTypistWhoPressesTheNextKeyBeforeTheLastIsUp() {
        assertThat(
                        take(
                                report(SHIFT, A),
                                report(SHIFT, A, B),
                                report(SHIFT, B),
                                report(SHIFT, ENTER, B),
                                report(0, ENTER),
                                report(0, ENTER, A),
                                report(0, A),
                                report(0, A, ENTER),
                                report(0)))
                .containsExactly(new Text("AB"), new Text("a"));
    }

    @Test
    void takesReportsThatAreSaidAgainForOne() {
        List<byte[]> twice = new ArrayList<>();
        for (byte[] each : Typist.types("A11")) {
            twice.add(each);
            twice.add(each.clone());
        }
        assertThat(decoder.news(twice.getFirst())).isTrue();
        decoder.take(twice.getFirst());
        assertThat(decoder.news(twice.get(1))).isFalse();
        assertThat(take(twice.subList(1, twice.size()))).containsExactly(new Text("A11"));
    }

    @Test
    void dropsATextWhoseKeysTheScannerLostCountOf() {
        assertThat(dropped(report(0, 1, 1, 1, 1, 1, 1))).isEqualTo(Why.KEYS_LOST);
    }

    @Test
    void dropsATextWithKeysThatCameAtOnce() {
        assertThat(dropped(report(0, A, B))).isEqualTo(Why.SEVERAL_KEYS);
        assertThat(dropped(report(0, A, A))).isEqualTo(Why.GARBAGE);
    }

    @Test
    @DisplayName("AT9 control keys and function keys in a barcode are no text")
    void neverGuessesWhatAltCtrlDeadKeysOrFunctionKeysMean() {
        for (int modifiers : new int[] {0x01, 0x04, 0x08, 0x10, ALT_GR, 0x80}) {
            assertThat(dropped(report(modifiers, A))).isEqualTo(Why.UNPRINTABLE);
            assertThat(dropped(report(modifiers, ENTER))).isEqualTo(Why.UNPRINTABLE);
        }
        assertThat(dropped(report(0, F5))).isEqualTo(Why.UNPRINTABLE);
        decoder = decoder(Layout.DE, Ending.SUFFIX);
        assertThat(dropped(report(0, 0x2E))).as("acute accent").isEqualTo(Why.UNPRINTABLE);
        assertThat(dropped(report(0, 0x35))).as("circumflex").isEqualTo(Why.UNPRINTABLE);
    }

    @Test
    void dropsReportsOfAnyOtherLength() {
        for (int length = 0; length < 80; length++) {
            if (length != 8) {
                assertThat(dropped(new byte[length])).isEqualTo(Why.GARBAGE);
            }
        }
    }

    @Test
    @DisplayName("U-1 a key that hangs may hide others: nothing is read until it is up")
    void dropsTextsWhileAKeyIsHeldDown() {
        decoder.take(report(0, A));
        assertThat(decoder.quiet()).containsExactly(new Dropped(Why.TORN));
        assertThat(take(report(0, A, B), report(0, A), report(0, A, ENTER), report(0, A)))
                .containsExactly(new Dropped(Why.HELD_KEY));
        assertThat(take(report(0), report(0, B), report(0), report(0, ENTER), report(0)))
                .containsExactly(new Text("b"));
    }

    @Test
    void dropsHalfATextAtASilence() {
        take(Typist.keys("HALF"));
        assertThat(decoder.quiet()).containsExactly(new Dropped(Why.TORN));
        assertThat(decoder.quiet()).isEmpty();
        assertThat(take(Typist.types("NEXT"))).containsExactly(new Text("NEXT"));
    }

    @Test
    void endsATextAtASilenceWhereScannersSendNoSuffix() {
        decoder = decoder(Layout.US, Ending.GAP);
        take(Typist.keys("WHOLE"));
        assertThat(decoder.quiet()).containsExactly(new Text("WHOLE"));
        decoder.take(report(0, A));
        assertThat(decoder.quiet()).as("still down").containsExactly(new Dropped(Why.HELD_KEY));
    }

    @Test
    @DisplayName("AT9 a text that is too long is dropped")
    void dropsATextThatIsTooLong() {
        assertThat(take(Typist.types("A".repeat(256)))).containsExactly(new Text("A".repeat(256)));
        assertThat(take(Typist.types("A".repeat(257)))).containsExactly(new Dropped(Why.TOO_LONG));
        assertThat(take(Typist.types("A".repeat(9999)))).containsExactly(new Dropped(Why.TOO_LONG));
    }

    @Test
    void readsTheKeyboardsOfOtherCountries() {
        decoder = decoder(Layout.DE, Ending.SUFFIX);
        assertThat(typed(report(SHIFT, Y), report(0, 0x2D), report(0, 0x2F))).isEqualTo("Zßü");
        decoder = decoder(Layout.FR, Ending.SUFFIX);
        assertThat(typed(report(0, 0x14), report(SHIFT, 0x1E), report(0, 0x33))).isEqualTo("a1m");
        decoder = decoder(Layout.UK, Ending.SUFFIX);
        assertThat(typed(report(SHIFT, 0x20), report(SHIFT, 0x1F))).isEqualTo("£\"");
    }

    @Test
    void everyUsageMakesItsCharacterOrNone() {
        String plain =
                "abcdefghijklmnopqrstuvwxyz1234567890\r\0\0\r -=[]\\\\;'`,./"
                        + "\0".repeat(27)
                        + "/*-+\r1234567890";
        String shifted =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()\r\0\0\r _+{}||:\"~<>?"
                        + "\0".repeat(31)
                        + "\r";
        for (int usage = 0x04; usage <= 0xFF; usage++) {
            assertThat(made(0, usage)).as("usage %x", usage).isEqualTo(at(plain, usage));
            assertThat(made(SHIFT, usage))
                    .as("shift, usage %x", usage)
                    .isEqualTo(at(shifted, usage));
        }
    }

    @Test
    void readsAKeyboardByItsOwnReports() {
        KeyShape shape = new KeyShape(OptionalInt.of(3), 7, 1, 3, 4);
        decoder = new KeyboardDecoder(shape, Layout.US, Ending.SUFFIX);
        assertThat(
                        take(
                                new byte[] {3, SHIFT, 0, A, 0, 0, 0},
                                new byte[] {9, 1},
                                new byte[] {3, 0, 0, 0, 0, 0, 0},
                                new byte[] {3, 0, 0, ENTER, 0, 0, 0}))
                .containsExactly(new Text("A"));
    }

    private static String at(String row, int usage) {
        int place = usage - 0x04;
        return place < row.length() ? row.substring(place, place + 1) : "\0";
    }

    /** What one key does: its character, \r for an end, \0 for what makes a text unreadable. */
    private static String made(int modifiers, int usage) {
        KeyboardDecoder fresh = decoder(Layout.US, Ending.SUFFIX);
        fresh.take(report(0, B));
        fresh.take(report(0));
        List<Decoded> texts = new ArrayList<>(fresh.take(report(modifiers, usage)));
        if (!texts.isEmpty()) {
            assertThat(texts).containsExactly(new Text("b"));
            return "\r";
        }
        fresh.take(report(0));
        texts.addAll(fresh.take(report(0, ENTER)));
        return switch (texts.getFirst()) {
            case Text(String text) -> text.substring(1);
            case Dropped(Why why) -> {
                assertThat(why).isEqualTo(Why.UNPRINTABLE);
                yield "\0";
            }
        };
    }

    /** Why a text with this in its middle is dropped; the one after it is whole. */
    private Why dropped(byte[] amid) {
        List<byte[]> reports = new ArrayList<>(Typist.keys("BAD"));
        reports.add(amid);
        reports.add(report(0));
        reports.addAll(Typist.types("GE"));
        reports.addAll(Typist.types("NEXT"));
        List<Decoded> decoded = take(reports);
        assertThat(decoded).hasSize(2).last().isEqualTo(new Text("NEXT"));
        return ((Dropped) decoded.getFirst()).why();
    }

    private String typed(byte[]... presses) {
        List<byte[]> reports = new ArrayList<>();
        for (byte[] press : presses) {
            reports.add(press);
            reports.add(report(0));
        }
        reports.add(report(0, ENTER));
        return ((Text) take(reports).getFirst()).text();
    }

    private List<Decoded> take(byte[]... reports) {
        return take(Arrays.asList(reports));
    }

    private List<Decoded> take(List<byte[]> reports) {
        return reports.stream().flatMap(each -> decoder.take(each).stream()).toList();
    }

    private static KeyboardDecoder decoder(Layout layout, Ending ending) {
        return new KeyboardDecoder(KeyShape.BOOT, layout, ending);
    }
}
