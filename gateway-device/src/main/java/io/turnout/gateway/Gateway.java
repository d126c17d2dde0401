package io.turnout.gateway;

/** The unit at a door, wired together. */
public final class Gateway {
    private Gateway() {}

    /**
     * Starts the program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.out.println("Turnout gateway: nothing here yet");
    }
}
