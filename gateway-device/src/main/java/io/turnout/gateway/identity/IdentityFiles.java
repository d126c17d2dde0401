package io.turnout.gateway.identity;

import io.turnout.gateway.disk.WholeFile;
import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.util.Optional;

/**
 * Where the unit keeps who it is: the key and the hub's word in one file, so that they always fit;
 * and beside it the key of an enrolment that is not answered yet. Only the unit's user reads them.
 */
final class IdentityFiles {
    static final MessageCodec CODEC = new MessageCodec();

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final String PENDING = "key";
    private static final String IDENTITY = "identity";

    private final Path folder;

    IdentityFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Who the unit is; empty before it enrolled.
     *
     * @throws IOException also where the file is damaged
     */
    Optional<Held> read() throws IOException {
        Path file = folder.resolve(IDENTITY);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            int line = text.indexOf('\n');
            UnitKey key = UnitKey.parse(text.substring(0, Math.max(line, 0)));
            byte[] word = text.substring(line + 1).getBytes(StandardCharsets.UTF_8);
            return Optional.of(Held.of(key, CODEC.read(word, Enrolled.class)));
        } catch (IllegalArgumentException | MalformedMessage | CertificateException damaged) {
            throw new IOException(file + " is damaged: enrol this unit again", damaged);
        }
    }

    void write(Held held) throws IOException {
        String word = new String(CODEC.write(held.enrolled()), StandardCharsets.UTF_8);
        write(IDENTITY, held.key().text() + "\n" + word);
        Files.deleteIfExists(folder.resolve(PENDING));
    }

    /** The key to enrol with: the same again until the hub has answered. */
    UnitKey pending() throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(PENDING);
        if (!Files.exists(file)) {
            write(PENDING, UnitKey.make().text());
        }
        try {
            return UnitKey.parse(Files.readString(file));
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file + " is damaged: remove it, and enrol again", damaged);
        }
    }

    /** Makes a new key the next time. */
    void forgetPending() throws IOException {
        Files.deleteIfExists(folder.resolve(PENDING));
    }

    private void write(String name, String text) throws IOException {
        WholeFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8), OWNER_ONLY);
    }
}
