package io.turnout.hub.start;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * How many connections a door of the hub may hold: with all that the process may open taken by
 * strangers, the web server would stop for good and the database could open no file.
 */
public final class OpenFiles {
    private static final int HUNDRED = 100;

    private OpenFiles() {}

    /**
     * A part of what this process may open.
     *
     * @param percent of it
     * @param most however much it may open
     */
    public static int share(int percent, int most) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (!(system instanceof UnixOperatingSystemMXBean unix)) {
            return most;
        }
        return (int) Math.min(most, unix.getMaxFileDescriptorCount() / HUNDRED * percent);
    }
}
