package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.reader.usb.Decoded.Dropped;
import io.turnout.gateway.reader.usb.Decoded.Text;
import io.turnout.gateway.reader.usb.Decoded.Why;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U-1 scanners that are a serial line")
final class SerialDecoderTest {
    private SerialDecoder decoder = new SerialDecoder(Ending.SUFFIX);

    @Test
    void readsLinesHoweverTheyEndAndAreCut() {
        assertThat(take("ONE\rTWO\nTHREE\r\nFO"))
                .containsExactly(new Text("ONE"), new Text("TWO"), new Text("THREE"));
        assertThat(take("UR")).isEmpty();
        assertThat(take("\r")).containsExactly(new Text("FOUR"));
        assertThat(take("\n\r\n")).isEmpty();
    }

    @Test
    void readsUtf8CutAnywhere() {
        byte[] bytes = "Müller€\n".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length - 1; at++) {
            assertThat(decoder.take(new byte[] {bytes[at]})).isEmpty();
        }
        assertThat(take("\n")).containsExactly(new Text("Müller€"));
        assertThat(decoder.take(new byte[] {'a', (byte) 0xc3, '\n'}))
                .containsExactly(new Dropped(Why.UNPRINTABLE));
        assertThat(take("a\0b\n")).containsExactly(new Dropped(Why.UNPRINTABLE));
    }

    @Test
    void dropsHalfALineAtASilence() {
        take("HALF");
        assertThat(decoder.quiet()).containsExactly(new Dropped(Why.TORN));
        assertThat(take("NEXT\n")).containsExactly(new Text("NEXT"));
        assertThat(decoder.quiet()).isEmpty();
    }

    @Test
    void endsALineAtASilenceWhereScannersSendNoEnd() {
        decoder = new SerialDecoder(Ending.GAP);
        take("WHOLE");
        assertThat(decoder.quiet()).containsExactly(new Text("WHOLE"));
        assertThat(take("WITH\r\n")).containsExactly(new Text("WITH"));
    }

    @Test
    void dropsALineThatIsTooLong() {
        assertThat(take("A".repeat(100_000))).isEmpty();
        assertThat(take("\nNEXT\n")).containsExactly(new Dropped(Why.TOO_LONG), new Text("NEXT"));
        assertThat(take("ä".repeat(256) + "\n")).containsExactly(new Text("ä".repeat(256)));
        assertThat(take("ä".repeat(257) + "\n")).containsExactly(new Dropped(Why.TOO_LONG));
    }

    private List<Decoded> take(String text) {
        return decoder.take(text.getBytes(StandardCharsets.UTF_8));
    }
}
