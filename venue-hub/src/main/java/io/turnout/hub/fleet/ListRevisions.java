package io.turnout.hub.fleet;

import io.turnout.hub.people.ChangeMark;
import io.turnout.protocol.message.UnitId;
import org.jdbi.v3.core.Handle;

/**
 * Revisions after the hub's data was replaced by an older copy. A unit only takes a list that is
 * newer than its own, and two lists must never have the same number.
 */
public final class ListRevisions {
    /** More lists than a hub can make in five days, at one in half a second. */
    private static final long SKIPPED = 1_000_000;

    /** More than any hub makes; what a unit says beyond is not believed. */
    private static final long MOST = 1_000_000_000_000_000L;

    private ListRevisions() {}

    /**
     * To be done once to a restored database: its next lists and changes are newer than any given
     * out.
     */
    public static void skip(Handle handle) {
        handle.execute(
                "UPDATE unit SET list_revision = list_revision + ?, list_digest = ''", SKIPPED);
        ChangeMark.skip(handle, ChangeMark.read(handle) + SKIPPED);
    }

    /**
     * A unit says which list it uses, and which changes. One that this hub never made is of an
     * earlier past: the next list is made anew, and newer than that.
     *
     * @return whether a new list must be made
     */
    static boolean overtake(Handle handle, UnitId unit, long inUse, long changes) {
        boolean beyond = changes <= MOST && changes > ChangeMark.read(handle);
        if (beyond) {
            ChangeMark.skip(handle, changes);
            // A list that nobody made: so another one is, and all is said anew.
            handle.execute(
                    "UPDATE unit SET list_revision = list_revision + 1, list_digest = ''"
                            + " WHERE id = ?",
                    unit.value());
        }
        return overtake(handle, unit, inUse) || beyond;
    }

    private static boolean overtake(Handle handle, UnitId unit, long inUse) {
        return inUse <= MOST
                && handle.execute(
                                "UPDATE unit SET list_revision = ?, list_digest = ''"
                                        + " WHERE id = ? AND list_revision < ?",
                                inUse,
                                unit.value(),
                                inUse)
                        > 0;
    }
}
