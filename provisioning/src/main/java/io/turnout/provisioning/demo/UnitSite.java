package io.turnout.provisioning.demo;

import io.turnout.provisioning.process.Cable;
import io.turnout.provisioning.process.Supervised;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A unit of the demo: its process, its panel, and its two cables to the hub.
 *
 * @param unplugged while this file exists, its cables are pulled
 */
record UnitSite(
        String name,
        String room,
        Supervised process,
        URI panel,
        Cable mqtt,
        Cable http,
        Path unplugged)
        implements AutoCloseable {
    /** Pulls or plugs the cables as the file says; true when that changed something. */
    boolean followSwitch() {
        boolean wanted = !Files.exists(unplugged);
        if (wanted == mqtt.isPlugged()) {
            return false;
        }
        if (wanted) {
            mqtt.plugIn();
            http.plugIn();
        } else {
            mqtt.pull();
            http.pull();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        process.close();
        mqtt.close();
        http.close();
    }
}
