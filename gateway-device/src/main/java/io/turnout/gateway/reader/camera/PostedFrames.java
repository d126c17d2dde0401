package io.turnout.gateway.reader.camera;

import java.time.InstantSource;
import java.util.Optional;

/** Frames that somebody sends, such as a page that uses its computer's camera. Thread-safe. */
public final class PostedFrames {
    private final QrDecoder decoder;
    private final InstantSource clock;
    private final HeldBadges held = new HeldBadges();

    /** Only differences of the clock are used. */
    public PostedFrames(QrDecoder decoder, InstantSource clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    /**
     * A text in a frame that is a new reading: a badge held in front of the camera is one. Of
     * several, each in a frame of its own.
     *
     * @throws IllegalArgumentException when width and height do not fit the bytes
     */
    public Optional<String> reading(byte[] luma, int width, int height) {
        return decoder.decode(luma, width, height, this::isHeld).stream()
                .filter(this::isNew)
                .findFirst();
    }

    private synchronized boolean isHeld(String text) {
        return held.isHeld(text, clock.instant());
    }

    private synchronized boolean isNew(String text) {
        return held.isNew(text, clock.instant());
    }
}
