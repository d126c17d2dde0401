package io.turnout.gateway.indicator;

/**
 * Lamps and buzzer.
 *
 * <p>Threads: called from any thread. Blocking: never; patterns are played by the indicator itself.
 * Order: a signal that is played once begins at once, whatever was playing; a change of what is
 * shown at rest waits until it is over. Errors: none are thrown; lamps that do not work are seen in
 * {@link #word}.
 */
public interface Indicator extends AutoCloseable {
    /**
     * Shows a signal. One that repeats becomes what is shown at rest; any other is played once and
     * gives way to what is shown at rest.
     */
    void show(Signal signal);

    /** What is shown at this moment. */
    Signal showing();

    /** How it is, in one word for messages and pages: {@code ready}, {@code broken}. */
    String word();

    /** Darkness, and the hardware is given back. Nothing is shown after it. */
    @Override
    void close();
}
