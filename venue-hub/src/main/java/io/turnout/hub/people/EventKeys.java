package io.turnout.hub.people;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.KeyFile;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.crypto.Ed25519;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A key for each event, made when it is first needed: units believe badges signed with it without
 * having them on their list. Thread-safe.
 */
public final class EventKeys {
    /** Under which units know the key. Another one would let an event change its key. */
    static final int KEY_ID = 0;

    /** What the files of these keys begin with, before the event's id. */
    public static final String PREFIX = "badge-";

    private final Path folder;
    private final Map<EventId, Ed25519.Keys> keys = new ConcurrentHashMap<>();

    private EventKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads the keys there are.
     *
     * @param folder only the hub's user may enter it
     * @throws CannotStart when a file is not a key: with a new one no signed badge would be genuine
     */
    public static EventKeys open(Path folder) throws CannotStart {
        EventKeys all = new EventKeys(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                String name = folder.relativize(file).toString();
                String event = name.substring(PREFIX.length());
                if (Ids.valid(event)) {
                    all.keys.put(
                            new EventId(event),
                            KeyFile.openAtStart(
                                    folder, name, "print the event's signed badges anew"));
                }
            }
            return all;
        } catch (IOException e) {
            throw new CannotStart(
                    "The directory "
                            + folder
                            + " cannot be listed ("
                            + e.getMessage()
                            + "): make it readable for this user only.",
                    e);
        }
    }

    /** What units check signed badges of an event with: base64 of the 32 bytes, by key id. */
    public Map<Integer, String> publicKeys(EventId event) {
        return Map.of(KEY_ID, Base64.getEncoder().encodeToString(of(event).publicKey()));
    }

    /** The 64 bytes of the event's signature. */
    byte[] sign(EventId event, byte[] content) {
        return Ed25519.sign(of(event).seed(), content);
    }

    private Ed25519.Keys of(EventId event) {
        return keys.computeIfAbsent(event, this::openOrMake);
    }

    private Ed25519.Keys openOrMake(EventId event) {
        String name = PREFIX + event.value();
        try {
            return KeyFile.open(folder, name);
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key " + name + " cannot be made", e);
        }
    }
}
