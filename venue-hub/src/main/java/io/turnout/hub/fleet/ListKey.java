package io.turnout.hub.fleet;

import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;

/** The hub's key: units believe only lists signed with it. Made at the first start. */
public final class ListKey {
    private static final String FILE = "list-signing";

    private final Ed25519.Keys keys;

    private ListKey(Ed25519.Keys keys) {
        this.keys = keys;
    }

    /**
     * Reads the key, or makes it where there is none.
     *
     * @param folder only the hub's user may enter it
     * @throws CannotStart when the file is not a key: a new one would shut out every unit
     */
    public static ListKey open(Path folder) throws CannotStart {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            byte[] seed = Files.readAllBytes(file);
            if (seed.length != Ed25519.KEY_BYTES) {
                throw new CannotStart(
                        "The signing key "
                                + file
                                + " is damaged: put back a copy, or remove it and set up every"
                                + " unit anew.");
            }
            return new ListKey(Ed25519.fromSeed(seed));
        } catch (IOException e) {
            throw new CannotStart(
                    "The signing key "
                            + file
                            + " cannot be read or made ("
                            + e.getMessage()
                            + "): make it readable for this user only.",
                    e);
        }
    }

    /** What units are given to check lists with: base64 of the 32 bytes. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.publicKey());
    }

    /** The signature of a list for one unit, base64. */
    String sign(UnitId unit, long revision, String sha256) {
        byte[] content =
                ListNotice.signedContent(unit, revision, sha256).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Ed25519.sign(keys.seed(), content));
    }

    /** The signature of an answer to one question of one unit, base64. */
    String sign(UnitId unit, Ask ask, Optional<KnownBadge> known) {
        byte[] content = Answer.signedContent(unit, ask, known).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Ed25519.sign(keys.seed(), content));
    }

    private static void make(Path file) throws IOException {
        Path beside = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(beside);
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(
                    beside,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(beside, Ed25519.generate().seed());
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
