package io.turnout.gateway;

import io.turnout.gateway.indicator.gpio.PinMap;
import io.turnout.gateway.indicator.gpio.Use;
import io.turnout.protocol.settings.Fault;
import io.turnout.protocol.settings.Key;
import io.turnout.protocol.settings.Kind;
import io.turnout.protocol.settings.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be set about pins.
 *
 * @param chip the label of the chip; empty: the one of this board
 */
record PinConfig(Optional<String> chip, PinMap map) {
    private static final int FIRST = 2;
    private static final int LAST = 27;

    /** 0 and 1 are for what tells boards on top from each other. */
    private static final Kind<Optional<Integer>> PIN =
            new Kind<>(
                    "a pin of the chip (BCM, not of the plug) from %d to %d, or none"
                            .formatted(FIRST, LAST),
                    PinConfig::pin,
                    pin -> pin.map(String::valueOf).orElse("none"));

    private static final Key<Optional<String>> CHIP =
            Key.optional(
                    "gpio.chip",
                    Kind.TEXT,
                    "The label of the chip with the pins, such as pinctrl-bcm2711; absent: the one"
                            + " that a Raspberry Pi has.");
    private static final Key<PinMap.Lamps> LAMPS =
            Key.of(
                    "gpio.lamps",
                    Kind.choice(PinMap.Lamps.class),
                    PinMap.Lamps.DISCRETE,
                    "A lamp for each colour, or one that mixes them; rgb: red and green together"
                            + " are amber, and gpio.amber is not used.");
    private static final Key<PinMap.Level> LIT =
            level("gpio.lamps-lit", "What a pin is at when its lamp is lit.");
    private static final Key<Optional<Integer>> RED = pin(Use.RED, 22, "The red lamp.");
    private static final Key<Optional<Integer>> AMBER = pin(Use.AMBER, 27, "The amber lamp.");
    private static final Key<Optional<Integer>> GREEN = pin(Use.GREEN, 17, "The green lamp.");
    private static final Key<Optional<Integer>> BUZZER = pin(Use.BUZZER, 18, "The buzzer.");
    private static final Key<PinMap.Buzzer> BUZZER_KIND =
            Key.of(
                    "gpio.buzzer-kind",
                    Kind.choice(PinMap.Buzzer.class),
                    PinMap.Buzzer.PASSIVE,
                    "passive: it plays the tones that it is fed; active: it has one pitch of its"
                            + " own.");
    private static final Key<PinMap.Level> SOUNDS =
            level("gpio.buzzer-sounds", "What its pin is at when the buzzer has current.");
    private static final Key<Optional<Integer>> STRIKE =
            pin(Use.STRIKE, 0, "The relay of the door's strike; it lets go for who is admitted.");
    private static final Key<PinMap.Level> STRIKE_OPENS =
            level("gpio.strike-opens", "What its pin is at when the strike lets go.");
    private static final Key<Duration> STRIKE_TIME =
            Key.of(
                    "gpio.strike-time",
                    Kind.duration(Duration.ofMillis(100), Duration.ofSeconds(30)),
                    Duration.ofSeconds(3),
                    "For how long the strike lets go.");
    private static final Key<Optional<Integer>> MODE_BUTTON =
            pin(Use.MODE_BUTTON, 0, "A button to ground: a short press walks through the modes.");
    private static final Key<Optional<Integer>> TAMPER =
            pin(Use.TAMPER, 0, "A switch to ground that is closed while the case is.");
    private static final Key<Optional<Integer>> EXIT_BUTTON =
            pin(Use.EXIT_BUTTON, 0, "A button to ground inside the room: the strike lets go.");

    private static final Map<Use, Key<Optional<Integer>>> PINS =
            new EnumMap<>(
                    Map.of(
                            Use.RED, RED,
                            Use.AMBER, AMBER,
                            Use.GREEN, GREEN,
                            Use.BUZZER, BUZZER,
                            Use.STRIKE, STRIKE,
                            Use.MODE_BUTTON, MODE_BUTTON,
                            Use.TAMPER, TAMPER,
                            Use.EXIT_BUTTON, EXIT_BUTTON));

    /** In the order in which they are printed. */
    static final List<Key<?>> KEYS =
            List.of(
                    CHIP,
                    LAMPS,
                    LIT,
                    RED,
                    AMBER,
                    GREEN,
                    BUZZER,
                    BUZZER_KIND,
                    SOUNDS,
                    STRIKE,
                    STRIKE_OPENS,
                    STRIKE_TIME,
                    MODE_BUTTON,
                    TAMPER,
                    EXIT_BUTTON);

    static PinConfig of(Values values) {
        return new PinConfig(
                values.get(CHIP),
                new PinMap(
                        pins(values),
                        values.get(LAMPS),
                        values.get(LIT),
                        values.get(BUZZER_KIND),
                        values.get(SOUNDS),
                        values.get(STRIKE_OPENS),
                        values.get(STRIKE_TIME)));
    }

    /** What the keys ask of each other; which pins the board has is known when it starts. */
    static List<Fault> faults(Values values, boolean used) {
        List<Fault> faults = new ArrayList<>();
        Map<Use, Integer> pins = pins(values);
        Map<Integer, Use> taken = new HashMap<>();
        pins.forEach((use, pin) -> {
            Use before = taken.putIfAbsent(pin, use);
            if (used && before != null) {
                faults.add(
                        new Fault(
                                use.key(),
                                "pin %d is that of %s already; give another"
                                        .formatted(pin, before.key())));
            }
            if (!used && (use == Use.STRIKE || use.input())) {
                // Whoever wires a lock or a switch must not find it dead.
                faults.add(new Fault(use.key(), "needs indicator=gpio"));
            }
        });
        if (used && !(pins.containsKey(Use.GREEN) && pins.containsKey(Use.RED))) {
            faults.add(new Fault("indicator", "'gpio' needs gpio.green and gpio.red"));
        }
        if (pins.containsKey(Use.EXIT_BUTTON) && !pins.containsKey(Use.STRIKE)) {
            faults.add(new Fault(Use.EXIT_BUTTON.key(), "opens gpio.strike, which is none"));
        }
        return faults;
    }

    private static Map<Use, Integer> pins(Values values) {
        Map<Use, Integer> pins = new EnumMap<>(Use.class);
        PINS.forEach((use, key) -> values.get(key).ifPresent(pin -> pins.put(use, pin)));
        if (values.get(LAMPS) == PinMap.Lamps.RGB) {
            pins.remove(Use.AMBER);
        }
        return pins;
    }

    private static Optional<Integer> pin(String text) {
        if (text.equals("none")) {
            return Optional.empty();
        }
        int pin = Integer.parseInt(text);
        if (pin < FIRST || pin > LAST) {
            throw new IllegalArgumentException("pin " + pin);
        }
        return Optional.of(pin);
    }

    /**
     * A pin's key.
     *
     * @param byDefault 0 for none
     */
    private static Key<Optional<Integer>> pin(Use use, int byDefault, String doc) {
        return Key.of(use.key(), PIN, Optional.of(byDefault).filter(pin -> pin > 0), doc);
    }

    private static Key<PinMap.Level> level(String name, String doc) {
        return Key.of(name, Kind.choice(PinMap.Level.class), PinMap.Level.HIGH, doc);
    }
}
