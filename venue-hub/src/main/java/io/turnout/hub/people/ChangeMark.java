package io.turnout.hub.people;

import org.jdbi.v3.core.Handle;

/**
 * The serial of the newest change that doors must know of. It is taken in the transaction that
 * makes the change, so that whoever reads a serial reads all that it stands for.
 */
public final class ChangeMark {
    private ChangeMark() {}

    /** The serial of a change that this transaction makes. */
    public static long next(Handle handle) {
        handle.execute("UPDATE change_mark SET serial = serial + 1 WHERE id = 1");
        return read(handle);
    }

    /** The serial of the newest change. */
    public static long read(Handle handle) {
        return handle.createQuery("SELECT serial FROM change_mark WHERE id = 1")
                .mapTo(Long.class)
                .one();
    }

    /** From now on serials are beyond this one. */
    public static void skip(Handle handle, long beyond) {
        handle.execute("UPDATE change_mark SET serial = ? WHERE serial < ?", beyond, beyond);
    }
}
