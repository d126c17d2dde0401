package io.turnout.gateway.indicator.gpio;

import java.util.Locale;

/** What a pin is for. */
public enum Use {
    RED,
    AMBER,
    GREEN,
    BUZZER,
    STRIKE,
    MODE_BUTTON,
    TAMPER,
    EXIT_BUTTON;

    /** The key in the configuration: {@code gpio.mode-button}. */
    public String key() {
        return "gpio." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the unit listens to it. */
    public boolean input() {
        return switch (this) {
            case RED, AMBER, GREEN, BUZZER, STRIKE -> false;
            case MODE_BUTTON, TAMPER, EXIT_BUTTON -> true;
        };
    }
}
