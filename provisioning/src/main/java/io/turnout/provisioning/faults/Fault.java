package io.turnout.provisioning.faults;

import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.faults.venue.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One thing that is broken for a while.
 *
 * @param uses what no other fault may touch meanwhile
 * @param touched units whose deliveries it may hold up
 * @param begin breaks it
 * @param meanwhile what goes on while it lasts, again and again
 * @param end makes it whole
 * @param hadEffect whether it did anything; one that did not is not counted
 * @param waits whether it lasts until it had an effect, within limits
 */
record Fault(
        Set<String> uses,
        List<Unit> touched,
        Step begin,
        Step meanwhile,
        Step end,
        BooleanSupplier hadEffect,
        boolean waits) {
    Fault {
        uses = Set.copyOf(uses);
        touched = List.copyOf(touched);
    }

    /** A part of it. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, ApiException, InterruptedException;

        /** Nothing. */
        Step NONE = () -> {};
    }

    static Fault of(Set<String> uses, List<Unit> touched, Step begin, Step end) {
        return new Fault(uses, touched, begin, Step.NONE, end, () -> true, false);
    }

    Fault meanwhile(Step step) {
        return new Fault(uses, touched, begin, step, end, hadEffect, waits);
    }

    Fault onlyIf(BooleanSupplier effect) {
        return new Fault(uses, touched, begin, meanwhile, end, effect, false);
    }

    Fault until(BooleanSupplier effect) {
        return new Fault(uses, touched, begin, meanwhile, end, effect, true);
    }
}
