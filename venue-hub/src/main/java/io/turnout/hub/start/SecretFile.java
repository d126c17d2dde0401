package io.turnout.hub.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file with a password that an operator put there. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /**
     * Reads it.
     *
     * @param of whose password it is, {@code broker}
     * @throws CannotStart where it cannot be read, or others can read it too
     */
    public static String read(String of, Path file) throws CannotStart {
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CannotStart("Others can read the password in " + file + ": chmod 600.");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotStart(
                    "The password of the "
                            + of
                            + " cannot be read in "
                            + file
                            + " ("
                            + e.getMessage()
                            + "): make that a file that this user may read.",
                    e);
        }
    }
}
