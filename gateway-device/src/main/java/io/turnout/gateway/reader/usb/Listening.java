package io.turnout.gateway.reader.usb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One scanner from the moment it is heard: texts begin after a first silence, because what comes
 * before it may be the rest of a text whose beginning nobody heard. Where silence tears a text,
 * what follows may be its rest, too, up to its end or a longer silence. Without I/O and clock; one
 * thread.
 *
 * <p>Silence is what was waited in vain, not what a clock says: a scanner waits with its bytes
 * while this program is held up, and that tears no text.
 */
final class Listening {
    /** After so many gaps a scanner has nothing left of a text that it was held up in. */
    static final int GAPS_AFTER_A_TEAR = 5;

    private final Decoder decoder;
    private final Duration gap;
    private Duration silence = Duration.ZERO;
    private Duration needed;
    private boolean settled;

    Listening(Decoder decoder, Duration gap) {
        this.decoder = decoder;
        this.gap = gap;
        this.needed = gap;
    }

    /**
     * A transfer came.
     *
     * @param waited for how long it was waited for
     */
    List<Decoded> came(byte[] transfer, Duration waited) {
        if (!decoder.news(transfer)) {
            return nothing(waited);
        }
        silence = Duration.ZERO;
        return unlessRest(decoder.take(transfer));
    }

    /** Nothing came for so long. */
    List<Decoded> nothing(Duration waited) {
        silence = silence.plus(waited);
        if (silence.compareTo(gap) < 0) {
            return List.of();
        }
        List<Decoded> last = unlessRest(decoder.quiet());
        if (last.contains(new Decoded.Dropped(Decoded.Why.TORN))) {
            settled = false;
            needed = gap.multipliedBy(GAPS_AFTER_A_TEAR);
        }
        settled = settled || silence.compareTo(needed) >= 0;
        return last;
    }

    /** What may be the rest of a text ends where the first one does. */
    private List<Decoded> unlessRest(List<Decoded> texts) {
        if (settled || texts.isEmpty()) {
            return texts;
        }
        settled = true;
        List<Decoded> whole = new ArrayList<>(texts);
        whole.set(0, new Decoded.Dropped(Decoded.Why.TORN));
        return whole;
    }
}
