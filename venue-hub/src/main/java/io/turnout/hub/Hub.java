package io.turnout.hub;

/** The hub of an event, wired together. */
public final class Hub {
    private Hub() {}

    /**
     * Starts the program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.out.println("Turnout hub: nothing here yet");
    }
}
