package io.turnout.provisioning.faults.line;

/** What a line may do to MQTT besides carrying it. */
public enum Mischief {
    /** Older batches come again, after newer ones. */
    REPEAT_BATCHES,
    /** A batch is taken, and goes on only behind a later one. */
    HOLD_BATCHES,
    /** The first answer of the broker to a batch is lost. */
    DROP_A_PUBACK,
    /** Every acknowledgement of the hub is lost the first time. */
    DROP_ACKS,
    /** Older acknowledgements come again, after newer ones. */
    REPEAT_ACKS,
    /**
     * Batches vanish, and acknowledgements of them are forged. No network does this: it shows that
     * the comparison can fail.
     */
    FORGE_ACKS
}
