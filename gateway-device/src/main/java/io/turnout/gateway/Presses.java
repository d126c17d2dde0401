package io.turnout.gateway;

import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.ModeSet;
import io.turnout.gateway.indicator.Indicator;
import io.turnout.gateway.indicator.Signal;
import io.turnout.gateway.switches.Switches;
import io.turnout.protocol.access.Mode;
import java.util.concurrent.atomic.AtomicLong;

/** What the unit does when somebody presses a button, or opens its case. */
final class Presses {
    private final Door door;
    private final Indicator indicator;
    private final Runnable open;
    private final Alerts alerts;
    private final Runnable told;
    private final AtomicLong exits = new AtomicLong();
    private final AtomicLong openings = new AtomicLong();

    /**
     * Deals with them.
     *
     * @param open lets the door's strike go
     * @param told is called when there is something new to tell hub and panel
     */
    Presses(Door door, Indicator indicator, Runnable open, Alerts alerts, Runnable told) {
        this.door = door;
        this.indicator = indicator;
        this.open = open;
        this.alerts = alerts;
        this.told = told;
    }

    Switches.Hooks hooks() {
        return new Switches.Hooks(this::mode, this::opened, this::exit);
    }

    /** How often somebody inside let themselves out since the start. No scan, and nobody's name. */
    long exits() {
        return exits.get();
    }

    /** How often the case was open since the start. */
    long openings() {
        return openings.get();
    }

    private void mode() {
        Mode next = next(door.mode().mode());
        door.setMode(next, ModeSet.By.BUTTON);
        indicator.show(shown(next));
        told.run();
    }

    private void opened(boolean open) {
        boolean news =
                open
                        ? alerts.raise(Alerts.Kind.TAMPERED, openings.incrementAndGet(), "")
                        : alerts.clear(Alerts.Kind.TAMPERED);
        if (news) {
            told.run();
        }
    }

    private void exit() {
        exits.incrementAndGet();
        open.run();
    }

    /** In the order of the lights: one flash, two, three. */
    private static Mode next(Mode mode) {
        return switch (mode) {
            case IN -> Mode.OUT;
            case OUT -> Mode.AUTO;
            case AUTO -> Mode.IN;
        };
    }

    private static Signal shown(Mode mode) {
        return switch (mode) {
            case IN -> Signal.MODE_IN;
            case OUT -> Signal.MODE_OUT;
            case AUTO -> Signal.MODE_AUTO;
        };
    }
}
