package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.KeyFile;
import io.turnout.protocol.crypto.Ed25519;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Links by which attendees are signed in without being asked anything: signed by the hub for one
 * attendee of one event, and over after a while. Nothing is kept of them. Thread-safe.
 */
public final class PersonalLinks {
    /** How long one is good for. */
    static final Duration LASTS = Duration.ofDays(14);

    private static final String KEY = "links";
    private static final int NUMBERS = 2 * Long.BYTES;
    private static final int SIGNATURE = 64;

    private final Ed25519.Keys keys;
    private final InstantSource clock;

    private PersonalLinks(Ed25519.Keys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Reads the key, or makes it.
     *
     * @param folder only the hub's user may enter it
     */
    public static PersonalLinks open(Path folder, InstantSource clock) throws CannotStart {
        return new PersonalLinks(
                KeyFile.openAtStart(folder, KEY, "send people new personal links"), clock);
    }

    /**
     * A link's address.
     *
     * @param hub where people reach it
     */
    public String address(String hub, EventId event, long attendee) {
        return "%s/my/%s/link/%s".formatted(hub, event, make(event, attendee));
    }

    /** The end of a link's address. */
    String make(EventId event, long attendee) {
        Instant until = clock.instant().plus(LASTS);
        byte[] signature =
                Ed25519.sign(keys.seed(), content(event, attendee, until.toEpochMilli()));
        byte[] all =
                ByteBuffer.allocate(NUMBERS + SIGNATURE)
                        .putLong(attendee)
                        .putLong(until.toEpochMilli())
                        .put(signature)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The attendee whom a link is for; empty where this hub did not make it, or it is over. */
    Optional<Long> read(EventId event, String token) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64, so not ours
        }
        if (all.length != NUMBERS + SIGNATURE) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(all);
        long attendee = parts.getLong();
        long until = parts.getLong();
        byte[] signature = new byte[SIGNATURE];
        parts.get(signature);
        boolean good =
                clock.millis() < until
                        && Ed25519.verify(
                                keys.publicKey(), content(event, attendee, until), signature);
        return good ? Optional.of(attendee) : Optional.empty();
    }

    private static byte[] content(EventId event, long attendee, long until) {
        return "turnout personal link 1\n%s\n%d\n%d"
                .formatted(event.value(), attendee, until)
                .getBytes(StandardCharsets.UTF_8);
    }
}
