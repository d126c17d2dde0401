package io.turnout.hub.commands;

import io.turnout.protocol.message.CommandKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What units may be told, and for how long that is still meant. */
public enum Order {
    /** Somebody stands there and looks for it: later it helps nobody. */
    IDENTIFY(Duration.ofMinutes(2), Optional.of(CommandKind.IDENTIFY)),
    RESYNC(Duration.ofMinutes(30), Optional.of(CommandKind.RESYNC)),
    /** A door that restarts an hour later surprises people. */
    RESTART(Duration.ofMinutes(5), Optional.of(CommandKind.RESTART)),
    /** Its new list moves it, also after a night without power. */
    MOVE(Duration.ofDays(1), Optional.empty());

    /** As they are sent and stored. */
    public static final List<String> KEYS = Arrays.stream(values()).map(Order::key).toList();

    private final Duration good;
    private final Optional<CommandKind> kind;

    Order(Duration good, Optional<CommandKind> kind) {
        this.good = good;
        this.kind = kind;
    }

    /** How long after it was given it is still meant. */
    Duration good() {
        return good;
    }

    /** What a unit is told; nothing where its list says it. */
    Optional<CommandKind> kind() {
        return kind;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that key; empty for none. */
    public static Optional<Order> of(String key) {
        return Arrays.stream(values()).filter(order -> order.key().equals(key)).findFirst();
    }

    /** Whether it disturbs people at the door, so that it is asked about first. */
    public boolean isGrave() {
        return this == RESTART || this == MOVE;
    }
}
