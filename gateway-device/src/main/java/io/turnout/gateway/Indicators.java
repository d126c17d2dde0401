package io.turnout.gateway;

import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.indicator.VirtualIndicator;
import io.turnout.gateway.indicator.gpio.Board;
import io.turnout.gateway.indicator.gpio.GpioIndicator;
import io.turnout.gateway.indicator.gpio.LineFault;
import io.turnout.gateway.indicator.gpio.Lines;
import io.turnout.gateway.indicator.gpio.Pi4jLines;
import io.turnout.gateway.indicator.gpio.Use;
import io.turnout.gateway.linux.GpioChip;
import io.turnout.gateway.switches.Switches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The indicator that was chosen, with the buttons and switches beside it. */
final class Indicators implements AutoCloseable {
    private static final Path DEVICES = Path.of("/dev");

    private final Indicator indicator;
    private final Optional<Pins> pins;

    private record Pins(Lines lines, GpioIndicator indicator, Switches switches) {}

    private Indicators(Indicator indicator, Optional<Pins> pins) {
        this.indicator = indicator;
        this.pins = pins;
    }

    /** Takes what is set; all that is in the way of it is said at once. */
    static Indicators of(GatewayConfig config, InstantSource steady) throws CannotStart {
        return switch (config.indicator()) {
            case VIRTUAL -> new Indicators(new VirtualIndicator(steady), Optional.empty());
            case GPIO -> onPins(config.pins());
        };
    }

    /** Lamps and buzzer alone, for a test: nothing opens the door. */
    static Indicators locked(PinConfig config) throws CannotStart {
        return onPins(new PinConfig(config.chip(), config.map().without(Use.STRIKE)));
    }

    private static Indicators onPins(PinConfig config) throws CannotStart {
        try {
            Lines lines = Pi4jLines.of(chip(config).device());
            try {
                return onLines(lines, config);
            } catch (LineFault refused) {
                lines.close();
                throw refused;
            }
        } catch (LineFault | IOException refused) {
            throw new CannotStart(
                    "the pins cannot be used (indicator=gpio): " + refused.getMessage(), refused);
        }
    }

    private static Indicators onLines(Lines lines, PinConfig config) throws LineFault {
        GpioIndicator lamps = new GpioIndicator(lines, config.map(), System::nanoTime);
        Switches switches = new Switches(lines, config.map(), System::nanoTime);
        return new Indicators(lamps, Optional.of(new Pins(lines, lamps, switches)));
    }

    private static GpioChip chip(PinConfig config) throws CannotStart, IOException {
        List<GpioChip.Asked> chips = GpioChip.all(DEVICES);
        return switch (Board.find(chips, config.chip(), config.map(), GpioChip::line)) {
            case Board.Found.Good good -> good.chip();
            case Board.Found.Faulty faulty ->
                    throw new CannotStart(String.join("\n", faulty.faults()));
        };
    }

    Indicator indicator() {
        return indicator;
    }

    /** How lights, sounds, buttons and switches are, in one word. */
    String word() {
        boolean deaf = pins.filter(each -> !each.switches().work()).isPresent();
        return deaf ? "broken" : indicator.word();
    }

    /** Lets the door's strike go, where there is one. */
    void open() {
        pins.ifPresent(each -> each.indicator().open());
    }

    /** From here on it plays. */
    void start() {
        pins.ifPresent(each -> each.indicator().start());
    }

    /** From here on it plays, and listens. */
    void start(Switches.Hooks hooks) {
        start();
        pins.ifPresent(each -> each.switches().start(hooks));
    }

    @Override
    public void close() {
        pins.ifPresent(each -> each.switches().close());
        indicator.close();
        pins.ifPresent(each -> each.lines().close());
    }
}
