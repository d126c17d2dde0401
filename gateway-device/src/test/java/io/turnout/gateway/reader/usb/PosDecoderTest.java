package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.reader.usb.Decoded.Dropped;
import io.turnout.gateway.reader.usb.Decoded.Text;
import io.turnout.gateway.reader.usb.Decoded.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U-1 HID POS scanners")
final class PosDecoderTest {
    private static final PosShape TOLD =
            HidDescriptor.parse(Descriptors.POS).posReport().orElseThrow();
    private static final PosShape WITHOUT_COUNT =
            HidDescriptor.parse(Descriptors.POS_WITHOUT_COUNT).posReport().orElseThrow();

    @Test
    void readsAReportWithAnAimIdBeforeTheData() {
        PosDecoder decoder = new PosDecoder(TOLD);
        assertThat(decoder.take(report("]Q1F0S00000001X", 12, 2, false)))
                .containsExactly(new Text("F0S00000001X"));
    }

    @Test
    void readsAReportThatIsNotTold() {
        PosDecoder decoder = new PosDecoder(PosShape.USUAL);
        assertThat(decoder.take(report("F0S00000001X", 12, 2, false)))
                .containsExactly(new Text("F0S00000001X"));
        assertThat(decoder.take(report("]Q1F0S00000001X", 12, 2, false)))
                .as("with an AIM id, which the count leaves out")
                .containsExactly(new Text("F0S00000001X"));
    }

    @Test
    void readsAReportWithoutACount() {
        byte[] report = new byte[61];
        report[0] = 2;
        put("]Q1F0S00000001X\r\n", report, 1);
        assertThat(new PosDecoder(WITHOUT_COUNT).take(report))
                .containsExactly(new Text("F0S00000001X"));
        report[60] = 1;
        assertThat(new PosDecoder(WITHOUT_COUNT).take(report)).as("continued").isEmpty();
    }

    @Test
    void joinsATextOfSeveralReports() {
        PosDecoder decoder = new PosDecoder(TOLD);
        assertThat(decoder.take(report("]Q1" + "A".repeat(56), 56, 2, true))).isEmpty();
        assertThat(decoder.take(report("]Q1" + "B".repeat(56), 56, 2, true))).isEmpty();
        assertThat(decoder.take(report("]Q1CC", 2, 2, false)))
                .containsExactly(new Text("A".repeat(56) + "B".repeat(56) + "CC"));
    }

    @Test
    void dropsATextThatIsNotContinued() {
        PosDecoder decoder = new PosDecoder(TOLD);
        decoder.take(report("]Q1HALF", 4, 2, true));
        assertThat(decoder.quiet()).containsExactly(new Dropped(Why.TORN));
        assertThat(decoder.take(report("]Q1NEXT", 4, 2, false))).containsExactly(new Text("NEXT"));
    }

    @Test
    void dropsATextThatNeverEnds() {
        PosDecoder decoder = new PosDecoder(TOLD);
        for (int n = 0; n < 100; n++) {
            assertThat(decoder.take(report("]Q1" + "A".repeat(56), 56, 2, true))).isEmpty();
        }
        assertThat(decoder.take(report("]Q1A", 1, 2, false)))
                .containsExactly(new Dropped(Why.TOO_LONG));
    }

    @Test
    void dropsGarbageWithTheTextItCameIn() {
        PosDecoder decoder = new PosDecoder(TOLD);
        for (byte[] garbage :
                List.of(report("]Q1X", 57, 2, false), new byte[] {2}, new byte[] {2, 1, 1})) {
            decoder.take(report("]Q1HALF", 4, 2, true));
            assertThat(decoder.take(garbage)).isEmpty();
            assertThat(decoder.take(report("]Q1HALF", 4, 2, false)))
                    .containsExactly(new Dropped(Why.GARBAGE));
        }
        byte[] invalid = report("]Q1", 2, 2, false);
        invalid[5] = (byte) 0xff;
        invalid[6] = 'x';
        assertThat(decoder.take(invalid)).containsExactly(new Dropped(Why.UNPRINTABLE));
        assertThat(decoder.take(report("]Q1A\0B", 3, 2, false)))
                .containsExactly(new Dropped(Why.UNPRINTABLE));
    }

    @Test
    void passesOverReportsAboutOtherThings() {
        PosDecoder decoder = new PosDecoder(TOLD);
        assertThat(decoder.take(report("]Q1X", 1, 4, false))).isEmpty();
        assertThat(decoder.take(new byte[0])).isEmpty();
        assertThat(decoder.take(report("]Q1", 0, 2, false))).isEmpty();
        assertThat(decoder.quiet()).isEmpty();
    }

    private static byte[] report(String afterCount, int count, int id, boolean continued) {
        byte[] report = new byte[64];
        report[0] = (byte) id;
        report[1] = (byte) count;
        put(afterCount, report, 2);
        report[63] = (byte) (continued ? 1 : 0);
        return report;
    }

    private static void put(String text, byte[] report, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, report, at, bytes.length);
    }
}
