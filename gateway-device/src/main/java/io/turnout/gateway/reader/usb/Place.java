package io.turnout.gateway.reader.usb;

import io.turnout.gateway.reader.ReaderHealth.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device at its port, opened when it is there and again after each failure. One thread. */
final class Place {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    /** One failure may be a device that is only just being plugged in. */
    private static final int TELLING = 2;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 4;

    /** A scanner that lasts so long may fail anew without a longer pause. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    private final UsbDevice device;
    private final boolean expected;
    private Optional<Hearing> hearing = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private int failures;
    private Instant next = Instant.MIN;

    /**
     * A device.
     *
     * @param expected whether it is a scanner, understood or not; otherwise it may be anything
     */
    Place(UsbDevice device, boolean expected) {
        this.device = device;
        this.expected = expected;
    }

    UsbDevice device() {
        return device;
    }

    Optional<Hearing> hearing() {
        return hearing;
    }

    Optional<Problem> problem() {
        return problem;
    }

    /**
     * Opens the device where that is due.
     *
     * @param hearings makes a hearing of an open scanner
     * @return what has to be started
     */
    Optional<Hearing> open(
            Opening opening, BiFunction<UsbDevice, Scanner, Hearing> hearings, Instant now) {
        hearing.filter(Hearing::over).ifPresent(ended -> ended(ended, now));
        if (hearing.isPresent() || now.isBefore(next)) {
            return Optional.empty();
        }
        try {
            hearing = opening.open(device).map(scanner -> hearings.apply(device, scanner));
        } catch (UsbFault fault) {
            failed(fault, now);
            return Optional.empty();
        }
        problem = hearing.isPresent() ? Optional.empty() : notUnderstood();
        if (hearing.isEmpty()) {
            // Another mode makes it another device, plugged in anew.
            next = Instant.MAX;
        }
        return hearing;
    }

    private void ended(Hearing ended, Instant now) {
        hearing = Optional.empty();
        if (ended.proven(LASTING)) {
            failures = 0;
        }
        failed(
                ended.fault()
                        .orElseGet(
                                () -> new UsbFault(UsbFault.Kind.FAILED, device + " is not heard")),
                now);
    }

    private void failed(UsbFault fault, Instant now) {
        if (failures == 0) {
            LOG.warn("usb: {}; trying again", fault.what());
        }
        next = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)));
        failures++;
        Trouble trouble =
                fault.kind() == UsbFault.Kind.NOT_ALLOWED ? Trouble.NOT_ALLOWED : Trouble.FAILING;
        problem =
                failures < TELLING
                        ? Optional.empty()
                        : Optional.of(new Problem(trouble, fault.what()));
    }

    private Optional<Problem> notUnderstood() {
        if (!expected) {
            return Optional.empty();
        }
        Optional<Make> make = Make.of(device);
        String what = device + make.map(each -> ", " + each.title()).orElse("");
        LOG.warn(
                "usb: {} talks in no way that is understood here: scan its set-up code for USB keyboard, HID POS or USB serial (docs/hardware.md)",
                what);
        return Optional.of(new Problem(Trouble.VENDOR_MODE, what));
    }
}
