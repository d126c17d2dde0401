package io.turnout.provisioning.bench;

/** A program that does nothing: what Java itself needs, the reference of G9 and G10. */
final class Idle {
    private Idle() {}

    /** Says that it is there, and sleeps until it is ended. */
    public static void main(String[] args) throws InterruptedException {
        System.out.println("Turnout idle ready: nothing to do");
        Thread.sleep(Long.MAX_VALUE);
    }
}
