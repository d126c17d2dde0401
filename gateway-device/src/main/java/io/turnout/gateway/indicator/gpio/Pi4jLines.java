package io.turnout.gateway.indicator.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines by Pi4J and the kernel's character devices. Pi4J throws unchecked exceptions of many kinds,
 * and errors where its native library does not load: they end here, as faults of a line.
 */
public final class Pi4jLines implements Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jLines.class);

    private final Context pi4j;

    private Pi4jLines(Context pi4j) {
        this.pi4j = pi4j;
    }

    /**
     * The lines of a chip. Takes a second or more on a small board.
     *
     * @param chip such as {@code /dev/gpiochip0}
     */
    public static Pi4jLines of(Path chip) throws LineFault {
        // Only what is needed: looking for plugins costs a small board seconds.
        return calling(
                "GPIO chip " + chip,
                () ->
                        new Pi4jLines(
                                Pi4J.newContextBuilder()
                                        .noAutoDetect()
                                        .disableShutdownHook()
                                        .setGpioChipName(String.valueOf(chip.getFileName()))
                                        .add(
                                                GpioDDigitalOutputProvider.newInstance(),
                                                GpioDDigitalInputProvider.newInstance())
                                        .build()));
    }

    @Override
    public Output output(Use use, int pin, boolean high) throws LineFault {
        String name = name(use, pin);
        DigitalOutput line =
                calling(
                        name,
                        () ->
                                pi4j.create(
                                        DigitalOutput.newConfigBuilder(pi4j)
                                                .id(consumer(use))
                                                .address(pin)
                                                .initial(state(high))
                                                .shutdown(state(high))
                                                .build()));
        return level -> calling(name, () -> line.state(state(level)));
    }

    @Override
    public Input input(Use use, int pin) throws LineFault {
        String name = name(use, pin);
        DigitalInput line =
                calling(
                        name,
                        () ->
                                pi4j.create(
                                        DigitalInput.newConfigBuilder(pi4j)
                                                .id(consumer(use))
                                                .address(pin)
                                                .pull(PullResistance.PULL_UP)
                                                .debounce(0L)
                                                .build()));
        return () -> calling(name, line::state) == DigitalState.HIGH;
    }

    @Override
    public void close() {
        try {
            calling("GPIO chip", pi4j::shutdown);
        } catch (LineFault fault) {
            LOG.warn("{}", fault.getMessage());
        }
    }

    /** As others see who uses the line. */
    private static String consumer(Use use) {
        return "turnout-" + use.key();
    }

    private static String name(Use use, int pin) {
        return use.key() + " (pin " + pin + ")";
    }

    private static DigitalState state(boolean high) {
        return high ? DigitalState.HIGH : DigitalState.LOW;
    }

    private static <T> T calling(String what, Supplier<T> call) throws LineFault {
        try {
            return call.get();
        } catch (RuntimeException | LinkageError broken) {
            throw new LineFault(what + ": " + broken.getMessage(), broken);
        }
    }
}
