package io.turnout.hub.checkin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each kiosk shows of the last person: only in memory, only for moments, and nothing once the
 * next one begins. Thread-safe.
 */
final class KioskScreens {
    /** How long it stands there by itself. */
    static final Duration SHOWN = Duration.ofSeconds(5);

    /** A page that is loaded slowly shows it still; one that is gone back to does not. */
    private static final Duration KEPT = SHOWN.plusSeconds(3);

    private final InstantSource clock;
    private final Map<Long, Kept> last = new ConcurrentHashMap<>();

    KioskScreens(InstantSource clock) {
        this.clock = clock;
    }

    /** What is shown. */
    sealed interface Screen {
        record Decided(Recorded recorded) implements Screen {}

        /** Nothing was decided; which text says why. */
        record Problem(String key, long seconds) implements Screen {}
    }

    private record Kept(Screen screen, Instant at) {}

    void show(Kiosk kiosk, Screen screen) {
        last.put(kiosk.id(), new Kept(screen, clock.instant()));
    }

    /** What is to be shown now; empty for the start. */
    Optional<Screen> now(Kiosk kiosk) {
        return Optional.ofNullable(last.get(kiosk.id()))
                .filter(kept -> kept.at().plus(KEPT).isAfter(clock.instant()))
                .map(Kept::screen);
    }

    void clear(Kiosk kiosk) {
        last.remove(kiosk.id());
    }
}
