package io.turnout.gateway.indicator.gpio;

/**
 * The lines of a board's GPIO chip.
 *
 * <p>Threads: each line is used by one thread at a time; {@link #close} may be called from any.
 * Blocking: a call takes microseconds. Errors: {@link LineFault} says which line and why.
 */
public interface Lines extends AutoCloseable {
    /**
     * Takes a line that the unit sets.
     *
     * @param pin by the chip's numbering
     * @param high its level from the first moment on, so that nothing flashes at the start
     */
    Output output(Use use, int pin, boolean high) throws LineFault;

    /** Takes a line that the unit listens to, pulled up so that an open switch is high. */
    Input input(Use use, int pin) throws LineFault;

    /** Gives all lines back; what they are at then is the kernel's business. */
    @Override
    void close();

    /** A line that is set. */
    interface Output {
        void set(boolean high) throws LineFault;
    }

    /** A line that is listened to. */
    interface Input {
        boolean high() throws LineFault;
    }
}
