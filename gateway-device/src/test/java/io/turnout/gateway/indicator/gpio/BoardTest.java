package io.turnout.gateway.indicator.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.linux.GpioChip;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BoardTest {
    private static final GpioChip EXPANDER = new GpioChip(Path.of("/dev/gpiochip0"), "pcf8574", 8);
    private static final GpioChip PI = new GpioChip(Path.of("/dev/gpiochip4"), "pinctrl-rp1", 54);
    private static final List<GpioChip.Asked> BOTH =
            List.of(new GpioChip.Asked.Chip(EXPANDER), new GpioChip.Asked.Chip(PI));
    private static final PinMap PINS =
            new PinMap(
                    Map.of(Use.GREEN, 17, Use.RED, 22, Use.BUZZER, 27),
                    PinMap.Lamps.DISCRETE,
                    PinMap.Level.HIGH,
                    PinMap.Buzzer.PASSIVE,
                    PinMap.Level.HIGH,
                    PinMap.Level.HIGH,
                    Duration.ofSeconds(3));

    @Test
    void findsTheChipByItsLabelWhateverItsNumber() {
        assertThat(Board.find(BOTH, Optional.empty(), PINS, (_, pin) -> free(pin)))
                .isEqualTo(new Board.Found.Good(PI));
    }

    @Test
    void saysWhichChipsThereAreWhereItsOwnIsNot() {
        assertThat(faults(BOTH, Optional.of("pinctrl-bcm2711"), (_, pin) -> free(pin)))
                .singleElement()
                .asString()
                .contains("gpio.chip", "pinctrl-bcm2711", "gpiochip0 pcf8574", "pinctrl-rp1");
        assertThat(faults(List.of(), Optional.empty(), (_, pin) -> free(pin)))
                .singleElement()
                .asString()
                .contains("this machine has none");
    }

    @Test
    void saysWhoMayNotAskTheChipWhatToDo() {
        List<GpioChip.Asked> closed =
                List.of(
                        new GpioChip.Asked.Silent(
                                Path.of("/dev/gpiochip0"), "open: Permission denied"));
        assertThat(faults(closed, Optional.empty(), (_, pin) -> free(pin)))
                .singleElement()
                .asString()
                .contains("Permission denied", "group gpio");
    }

    @Test
    void saysOfEveryPinAtOnceWhatIsInItsWay() {
        assertThat(
                        faults(
                                BOTH,
                                Optional.empty(),
                                (_, pin) -> {
                                    if (pin == 27) {
                                        throw new IOException("ioctl: Input/output error");
                                    }
                                    return new GpioChip.Line(pin, pin == 22, "spi0 CS1");
                                }))
                .containsExactly(
                        "gpio.red: pin 22 is in use by 'spi0 CS1': give another, or stop that",
                        "gpio.buzzer: pin 27: ioctl: Input/output error");
    }

    @Test
    void refusesPinsThatTheChipDoesNotHave() {
        assertThat(faults(BOTH, Optional.of("pcf8574"), (_, pin) -> free(pin)))
                .hasSize(3)
                .allSatisfy(fault -> assertThat(fault).contains("pcf8574 has 0 to 7"));
    }

    private static GpioChip.Line free(int pin) {
        return new GpioChip.Line(pin, false, "");
    }

    private static List<String> faults(
            List<GpioChip.Asked> chips, Optional<String> label, Board.Describe describe) {
        return switch (Board.find(chips, label, PINS, describe)) {
            case Board.Found.Faulty faulty -> faulty.faults();
            case Board.Found.Good good -> throw new AssertionError(good);
        };
    }
}
