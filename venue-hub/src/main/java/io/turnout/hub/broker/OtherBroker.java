package io.turnout.hub.broker;

import io.turnout.hub.start.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A broker that is not the hub's own. It holds no truth either: nothing is lost with it. But what
 * the hub's own broker enforces, it has to enforce itself.
 *
 * @param url as units reach it too
 * @param user what the hub signs in as
 * @param secretFile has the hub's password there
 */
public record OtherBroker(String url, String user, Optional<Path> secretFile) {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

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
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CannotStart("Others can read the password in " + file + ": chmod 600.");
            }
            return new BrokerLink.Endpoint(
                    url, user, Files.readString(file).strip(), Optional.empty());
        } catch (IOException e) {
            throw new CannotStart(
                    "The password of the broker cannot be read in "
                            + file
                            + " ("
                            + e.getMessage()
                            + "): make that a file that this user may read.",
                    e);
        }
    }
}
