package io.turnout.gateway.reader.usb;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.reader.usb.Decoded.Dropped;
import io.turnout.gateway.reader.usb.Decoded.Text;
import io.turnout.gateway.reader.usb.Decoded.Why;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U-1 what belongs to a text and what does not")
final class ListeningTest {
    private static final Duration GAP = Duration.ofMillis(100);
    private static final Duration HALF_A_GAP = GAP.dividedBy(2);
    private static final Dropped TORN = new Dropped(Why.TORN);

    private final Listening listening = new Listening(new SerialDecoder(Ending.SUFFIX), GAP);

    @Test
    void dropsTheRestOfATextWhoseBeginningItDidNotHear() {
        assertThat(came("0001X\r\nF0S-TWO\r\n")).containsExactly(TORN, new Text("F0S-TWO"));
    }

    @Test
    void readsFromTheFirstTextAfterASilence() {
        listening.nothing(HALF_A_GAP);
        listening.nothing(HALF_A_GAP);
        assertThat(came("ONE\n")).containsExactly(new Text("ONE"));
    }

    @Test
    void neverGluesHalfATextToTheNext() {
        listening.nothing(GAP);
        came("HAL");
        assertThat(listening.nothing(GAP)).containsExactly(TORN);
        assertThat(came("F\nNEXT\n"))
                .as("its rest is not a text")
                .containsExactly(TORN, new Text("NEXT"));
    }

    @Test
    void readsOnAfterALongSilenceAlsoWhereTheRestNeverCame() {
        listening.nothing(GAP);
        came("HAL");
        for (int gaps = 0; gaps < Listening.GAPS_AFTER_A_TEAR; gaps++) {
            listening.nothing(GAP);
        }
        assertThat(came("NEXT\n")).containsExactly(new Text("NEXT"));
    }

    @Test
    void doesNotTearATextThatThisProgramWasTooBusyToTake() {
        listening.nothing(GAP);
        came("SL");
        // Ten gaps went by on the clock, none of them waiting.
        assertThat(came("OW\n")).containsExactly(new Text("SLOW"));
    }

    @Test
    void takesReportsThatSayNothingNewForSilence() {
        Listening typed =
                new Listening(new KeyboardDecoder(KeyShape.BOOT, Layout.US, Ending.GAP), GAP);
        typed.nothing(GAP);
        Typist.keys("AB").forEach(report -> typed.came(report, Duration.ZERO));
        assertThat(typed.came(Typist.report(0), HALF_A_GAP)).isEmpty();
        assertThat(typed.came(Typist.report(0), HALF_A_GAP)).containsExactly(new Text("AB"));
    }

    private List<Decoded> came(String text) {
        return listening.came(text.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
