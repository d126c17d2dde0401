package io.turnout.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The unit's secret, from a file that only its owner can read. */
final class Secret {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private Secret() {}

    static String read(Path file) throws CannotStart {
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CannotStart(
                        "others can read the secret in " + file + ": chmod 600 " + file);
            }
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new CannotStart(
                        "the secret in " + file + " is empty: put in the one the hub gave");
            }
            return secret;
        } catch (IOException unreadable) {
            throw new CannotStart(
                    "cannot read the unit's secret in "
                            + file
                            + ": put the one the hub gave there, readable for this user",
                    unreadable);
        }
    }
}
