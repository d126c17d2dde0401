package io.turnout.hub.broker;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.SecretFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A broker that is not the hub's own. It holds no truth either: nothing is lost with it. But what
 * the hub's own broker enforces, it has to enforce itself.
 *
 * @param url as units reach it too
 * @param user what the hub signs in as
 * @param secretFile has the hub's password there
 */
public record OtherBroker(String url, String user, Optional<Path> secretFile) {
    /** What an operator gives up with the hub's own broker, and has to set up there. */
    public String relaxed() {
        return "the broker at "
                + url
                + " is not the hub's own. The hub does not check there who connects, who reads and"
                + " writes what, and how large messages are: give each unit its own password, and"
                + " rules per topic, and a limit (operations.md, \"Another broker\")";
    }

    /**
     * How to sign in there.
     *
     * @throws CannotStart without a password that only its owner can read
     */
    BrokerLink.Endpoint endpoint() throws CannotStart {
        Path file =
                secretFile.orElseThrow(() ->
                        new CannotStart(
                                "There is a mqtt.broker-url but no password for it: put it into a"
                                        + " file, and name that as mqtt.broker-secret-file."));
        return new BrokerLink.Endpoint(
                url, user, SecretFile.read("broker", file), Optional.empty());
    }
}
