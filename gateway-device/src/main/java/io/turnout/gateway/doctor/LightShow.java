package io.turnout.gateway.doctor;

import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.indicator.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows every signal, one after the other, and asks whether it was seen and heard. */
public final class LightShow {
    /** A signal that goes on until another one comes is shown for so long. */
    private static final Duration AT_REST = Duration.ofSeconds(4);

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private static final String TODO =
            "compare the wiring with docs/wiring.md, and gpio.* in the configuration with it";

    private LightShow() {}

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** Shows them. */
    public static Finding play(Indicator indicator, Asking asking, Pause pause)
            throws InterruptedException {
        List<Signal> unseen = new ArrayList<>();
        boolean asked = false;
        for (Signal signal : Signal.values()) {
            indicator.show(signal);
            pause.of(
                    signal.pattern().repeats() ? AT_REST : signal.pattern().length().plus(BETWEEN));
            Optional<Boolean> seen =
                    signal == Signal.REST ? Optional.empty() : asking.yes(question(signal));
            asked |= seen.isPresent();
            seen.filter(yes -> !yes).ifPresent(_ -> unseen.add(signal));
        }
        indicator.show(Signal.REST);
        return finding(indicator.word(), unseen, asked);
    }

    private static Finding finding(String word, List<Signal> unseen, boolean asked) {
        if (!word.equals("ready")) {
            return Finding.bad("lights", "a line cannot be set, see the log", TODO);
        }
        if (!unseen.isEmpty()) {
            return Finding.bad(
                    "lights",
                    "not as they should be: "
                            + unseen.stream()
                                    .map(LightShow::name)
                                    .collect(Collectors.joining(", ")),
                    TODO);
        }
        return asked
                ? Finding.good("lights", "all seen and heard")
                : Finding.look("lights", "all shown, nobody was asked", "");
    }

    private static String question(Signal signal) {
        String lamps =
                signal.pattern().lamps().stream()
                        .sorted()
                        .map(lamp -> lamp.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" and "));
        return "Signal '%s': %s, %d in its rhythm%s. As it should be?"
                .formatted(
                        name(signal),
                        lamps,
                        signal.pattern().rhythm().size(),
                        signal.pattern().tones().isEmpty() ? ", silent" : ", with a sound");
    }

    private static String name(Signal signal) {
        return signal.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
