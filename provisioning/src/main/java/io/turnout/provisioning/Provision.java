package io.turnout.provisioning;

/** The technician's command line. */
public final class Provision {
    private Provision() {}

    /**
     * Starts the program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.out.println("Turnout provisioning: nothing here yet");
    }
}
