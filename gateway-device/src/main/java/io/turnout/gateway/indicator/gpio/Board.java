package io.turnout.gateway.indicator.gpio;

import io.turnout.gateway.linux.GpioChip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the chip that has the pins, and whether these are free. */
public final class Board {
    /** The chips of Raspberry Pis whose pins are on the plug; their numbers differ by kernel. */
    static final List<String> LABELS = List.of("pinctrl-bcm2711", "pinctrl-bcm2835", "pinctrl-rp1");

    private Board() {}

    /** What came of looking. */
    public sealed interface Found {
        /** All pins can be taken. */
        record Good(GpioChip chip) implements Found {}

        /** Everything that is in the way, each with its key. */
        record Faulty(List<String> faults) implements Found {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Describes a line of a chip. */
    @FunctionalInterface
    public interface Describe {
        GpioChip.Line line(GpioChip chip, int pin) throws IOException;
    }

    /**
     * Looks.
     *
     * @param label the chip's; empty for any of a Raspberry Pi's
     */
    public static Found find(
            List<GpioChip.Asked> chips, Optional<String> label, PinMap pins, Describe describe) {
        Optional<GpioChip> chip = chip(chips, label);
        if (chip.isEmpty()) {
            return new Found.Faulty(List.of(absent(chips, label)));
        }
        List<String> faults = new ArrayList<>();
        new TreeMap<>(pins.pins())
                .forEach((use, pin) ->
                        fault(chip.get(), pin, describe)
                                .ifPresent(fault -> faults.add(use.key() + ": " + fault)));
        return faults.isEmpty() ? new Found.Good(chip.get()) : new Found.Faulty(faults);
    }

    /** The chip with a label, or with that of a Raspberry Pi. */
    public static Optional<GpioChip> chip(List<GpioChip.Asked> chips, Optional<String> label) {
        List<String> wanted = label.map(List::of).orElse(LABELS);
        return chips.stream()
                .filter(GpioChip.Asked.Chip.class::isInstance)
                .map(asked -> ((GpioChip.Asked.Chip) asked).chip())
                .filter(each -> wanted.contains(each.label()))
                .findFirst();
    }

    private static String absent(List<GpioChip.Asked> chips, Optional<String> label) {
        List<String> wanted = label.map(List::of).orElse(LABELS);
        List<String> there = chips.stream().map(Board::told).toList();
        return "gpio.chip: there is no chip "
                + String.join(" or ", wanted)
                + " here; "
                + (there.isEmpty()
                        ? "this machine has none"
                        : "there is " + String.join("; ", there));
    }

    /** One chip, or why it does not answer and what to do. */
    public static String told(GpioChip.Asked asked) {
        return switch (asked) {
            case GpioChip.Asked.Chip found -> found.chip().device() + " " + found.chip().label();
            case GpioChip.Asked.Silent silent ->
                    silent.device()
                            + ", which does not answer ("
                            + silent.why()
                            + "): this user must be in the group gpio";
        };
    }

    private static Optional<String> fault(GpioChip chip, int pin, Describe describe) {
        if (pin >= chip.lines()) {
            return Optional.of(
                    "there is no pin %d: %s has 0 to %d"
                            .formatted(pin, chip.label(), chip.lines() - 1));
        }
        try {
            GpioChip.Line line = describe.line(chip, pin);
            return line.used()
                    ? Optional.of(
                            "pin %d is in use by '%s': give another, or stop that"
                                    .formatted(pin, line.user()))
                    : Optional.empty();
        } catch (IOException unknown) {
            return Optional.of("pin " + pin + ": " + unknown.getMessage());
        }
    }
}
