package io.turnout.hub;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.webhooks.Reach;
import java.nio.file.Path;
import java.time.Duration;
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
        return HubProgram.start(config(folder, reach, Security.NONE), InstantSource.system());
    }

    /** One with certificates, as it is without a word of the operator. */
    public static HubProgram.Started startEncrypted(Path folder) throws CannotStart {
        Security security = new Security(Security.Tls.ON, 0, Duration.ofDays(100));
        return HubProgram.start(config(folder, Reach.PUBLIC, security), InstantSource.system());
    }

    /** One whose pages are plain, and whose units have certificates. */
    public static HubProgram.Started startBehindProxy(Path folder) throws CannotStart {
        Security security = new Security(Security.Tls.PROXY, 0, Duration.ofDays(100));
        return HubProgram.start(config(folder, Reach.PUBLIC, security), InstantSource.system());
    }

    private static HubConfig config(Path folder, Reach reach, Security security) {
        return new HubConfig(
                "venue",
                folder,
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.empty(),
                reach,
                Optional.empty(),
                security);
    }
}
