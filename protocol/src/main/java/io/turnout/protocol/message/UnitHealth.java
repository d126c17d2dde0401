package io.turnout.protocol.message;

import io.turnout.protocol.access.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a unit's hardware is, and what people set on it. What a unit does not have or know is absent.
 *
 * @param mode what a read means now
 * @param readerFault why its reader would not read a badge now; no badge text
 * @param framesPerSecond pictures that its camera brought and it looked at, lately
 * @param readsPerSecond those in which it found a code
 * @param celsius its processor's temperature
 * @param heldBack what slows its processor down, such as {@code under-voltage}, or did since it was
 *     switched on, such as {@code under-voltage-before}; as text so that a hub reads newer units
 * @param freeMegabytes what is free on the disk with its journal
 * @param exits how often somebody let themselves out by its button since the start; no scans
 * @param openings how often its case was open since the start
 */
public record UnitHealth(
        Optional<ModeSet> mode,
        Optional<String> readerFault,
        Optional<Double> framesPerSecond,
        Optional<Double> readsPerSecond,
        Optional<Double> celsius,
        Optional<List<String>> heldBack,
        Optional<Long> freeMegabytes,
        Optional<Long> exits,
        Optional<Long> openings) {
    /** Longest account of a fault in characters. */
    public static final int MAX_FAULT = 300;

    public UnitHealth {
        heldBack = heldBack.map(List::copyOf);
        if (readerFault.filter(text -> text.length() > MAX_FAULT).isPresent()) {
            throw new IllegalArgumentException("an account of a fault is too long");
        }
    }

    /**
     * What a read means.
     *
     * @param by who set it: {@code configuration}, {@code panel} or {@code button}
     */
    public record ModeSet(Mode mode, String by, Instant since) {}
}
