package io.turnout.hub.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that were sent and wait until whoever sent them has seen what they would do. They wait half
 * an hour, and the oldest go first where there are many; a restart forgets them. Thread-safe.
 */
public final class HeldFiles {
    private static final int MOST = 20;
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int NAME = 16;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held> files = new LinkedHashMap<>();

    public HeldFiles(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whose file it is and what for: nobody else gets it.
     *
     * @param purpose the page that it was sent to, with its event
     */
    public record Owner(String user, String purpose) {}

    private record Held(Path path, Owner owner, Instant since) {}

    /**
     * Takes a file over; the original may be deleted then.
     *
     * @return by what it is asked for again
     */
    public synchronized String hold(Path file, Owner owner) {
        forgetOld(MOST);
        try {
            Path copy = Files.createTempFile("turnout-held", "");
            copy.toFile().deleteOnExit();
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            byte[] name = new byte[NAME];
            random.nextBytes(name);
            String held = HexFormat.of().formatHex(name);
            files.put(held, new Held(copy, owner, clock.instant()));
            return held;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an uploaded file", e);
        }
    }

    /** The file; empty where it is another's, or waits no more. */
    public synchronized Optional<byte[]> find(String name, Owner owner) {
        forgetOld(MOST + 1);
        Held held = files.get(name);
        if (held == null || !held.owner().equals(owner)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(held.path()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read an uploaded file again", e);
        }
    }

    /** Done with it. */
    public synchronized void drop(String name, Owner owner) {
        Held held = files.get(name);
        if (held != null && held.owner().equals(owner)) {
            delete(name);
        }
    }

    private void forgetOld(int most) {
        Instant before = clock.instant().minus(LONGEST);
        List<String> old = new ArrayList<>();
        files.forEach((name, held) -> {
            if (held.since().isBefore(before) || files.size() - old.size() >= most) {
                old.add(name);
            }
        });
        old.forEach(this::delete);
    }

    private void delete(String name) {
        Held held = files.remove(name);
        if (held != null) {
            try {
                Files.deleteIfExists(held.path());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete an uploaded file", e);
            }
        }
    }
}
