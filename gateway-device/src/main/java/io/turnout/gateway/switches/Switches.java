package io.turnout.gateway.switches;

import io.turnout.gateway.indicator.gpio.LineFault;
import io.turnout.gateway.indicator.gpio.Lines;
import io.turnout.gateway.indicator.gpio.PinMap;
import io.turnout.gateway.indicator.gpio.Use;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at buttons and switches, a hundred times a second, on a thread of its own. All of them
 * connect their line to ground, so a line is low while its contact is closed.
 */
public final class Switches implements AutoCloseable {
    /** Whoever leans on the mode button changes nothing. */
    static final Duration LONGEST_PRESS = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Switches.class);
    private static final long PERIOD_MILLIS = 10;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Map<Use, Contact> contacts = new EnumMap<>(Use.class);
    private final LongSupplier nanos;
    private @Nullable Thread thread;
    private long pressedAt;
    private volatile @Nullable LineFault broken;

    private record Contact(Lines.Input line, Debounced debounced) {}

    /**
     * Who is told, on the thread of the switches.
     *
     * @param mode the mode button was pressed and let go
     * @param opened the case is open now, or closed again; told at the start too
     * @param exit somebody inside wants out
     */
    public record Hooks(Runnable mode, Opened opened, Runnable exit) {}

    /** Is told of the case. */
    @FunctionalInterface
    public interface Opened {
        void is(boolean open);
    }

    /**
     * Takes the lines; {@link #start} begins to look.
     *
     * @param nanos never steps back, such as {@link System#nanoTime}
     * @throws LineFault when a line cannot be taken
     */
    public Switches(Lines lines, PinMap map, LongSupplier nanos) throws LineFault {
        this.nanos = nanos;
        for (Map.Entry<Use, Integer> pin : map.pins().entrySet()) {
            if (pin.getKey().input()) {
                Lines.Input line = lines.input(pin.getKey(), pin.getValue());
                contacts.put(pin.getKey(), new Contact(line, new Debounced()));
            }
        }
    }

    /** Begins to look, where anything is wired. */
    public synchronized void start(Hooks hooks) {
        if (!contacts.isEmpty()) {
            thread = Thread.ofPlatform().name("switches").daemon().start(() -> run(hooks));
        }
    }

    /** Whether all lines can be read. */
    public boolean work() {
        return broken == null;
    }

    private void run(Hooks hooks) {
        try {
            while (true) {
                step(hooks);
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException _) {
            // close() is the only one who interrupts.
        }
    }

    /** Looks at each once. */
    void step(Hooks hooks) {
        try {
            for (Map.Entry<Use, Contact> each : contacts.entrySet()) {
                Contact contact = each.getValue();
                contact.debounced()
                        .look(!contact.line().high(), nanos.getAsLong())
                        .ifPresent(change -> changed(each.getKey(), change, hooks));
            }
            broken = null;
        } catch (LineFault fault) {
            if (broken == null) {
                LOG.error("buttons and switches: {}", fault.getMessage());
            }
            broken = fault;
        }
    }

    private void changed(Use use, Debounced.Change change, Hooks hooks) {
        switch (use) {
            case TAMPER -> hooks.opened().is(!change.closed());
            case MODE_BUTTON -> mode(change, hooks);
            case EXIT_BUTTON -> {
                if (change.closed() && !change.first()) {
                    hooks.exit().run();
                }
            }
            case RED, AMBER, GREEN, BUZZER, STRIKE ->
                    throw new IllegalStateException(use + " is no switch");
        }
    }

    /** Counted when it is let go: only then it is known to have been short. */
    private void mode(Debounced.Change change, Hooks hooks) {
        if (change.closed()) {
            pressedAt = change.at();
        } else if (!change.first() && change.at() - pressedAt < LONGEST_PRESS.toNanos()) {
            hooks.mode().run();
        }
    }

    @Override
    public synchronized void close() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            if (!thread.join(CLOSING)) {
                LOG.warn("buttons and switches: a line takes more than {} s", CLOSING.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
