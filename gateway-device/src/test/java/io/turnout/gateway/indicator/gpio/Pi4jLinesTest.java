package io.turnout.gateway.indicator.gpio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class Pi4jLinesTest {
    @Test
    void whatTheLibraryThrowsWithoutSuchAChipIsTheFaultOfALine() {
        assertThatThrownBy(
                        () -> {
                            try (Lines lines = Pi4jLines.of(Path.of("/dev/gpiochip-none"))) {
                                lines.output(Use.GREEN, 17, false);
                            }
                        })
                .isInstanceOf(LineFault.class)
                .hasMessageMatching(
                        "(?s)(GPIO chip /dev/gpiochip-none|gpio.green \\(pin 17\\)): .+");
    }
}
