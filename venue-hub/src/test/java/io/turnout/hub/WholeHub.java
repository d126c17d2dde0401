package io.turnout.hub;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.webhooks.Reach;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A whole hub for tests: its own broker, ports that are free, and the system's clock. */
public final class WholeHub {
    private WholeHub() {}

    public static HubProgram.Started start(Path folder) throws CannotStart {
        return start(folder, Reach.PUBLIC);
    }

    /** One whose webhooks may go further. */
    public static HubProgram.Started start(Path folder, Reach reach) throws CannotStart {
        HubConfig config =
                new HubConfig(
                        "venue",
                        folder,
                        "127.0.0.1",
                        0,
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        reach,
                        Optional.empty());
        return HubProgram.start(config, InstantSource.system());
    }
}
