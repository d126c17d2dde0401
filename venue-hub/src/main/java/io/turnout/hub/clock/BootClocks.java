package io.turnout.hub.clock;

import io.turnout.hub.clock.Sightings.Boot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The clocks of the boots that scans came from lately, so that not all of their sightings are read
 * again for each scan. Belongs to one thread; to be cleared when a transaction was rolled back.
 */
public final class BootClocks {
    /** A thousand units, each rebooted once. */
    private static final int MOST = 2_000;

    private final LinkedHashMap<Boot, BootClock> clocks = new LinkedHashMap<>();

    BootClock of(Sightings sightings, Boot boot) {
        BootClock clock = clocks.remove(boot);
        if (clock == null) {
            clock = BootClock.of(sightings.of(boot));
        }
        clocks.put(boot, clock);
        if (clocks.size() > MOST) {
            clocks.pollFirstEntry();
        }
        return clock;
    }

    /**
     * More was said of some boots.
     *
     * @return those whose clock is known better now, or was not known here
     */
    Set<Boot> learn(Sightings sightings, Collection<Boot> boots) {
        Set<Boot> better = new LinkedHashSet<>();
        for (Boot boot : boots) {
            BootClock before = clocks.remove(boot);
            if (!of(sightings, boot).equals(before)) {
                better.add(boot);
            }
        }
        return better;
    }

    /** Nothing that was read lately may be relied on. */
    public void clear() {
        clocks.clear();
    }

    /** The clocks of several boots of a unit, by boot. */
    Map<String, BootClock> of(Sightings sightings, String unit, Collection<String> boots) {
        Map<String, BootClock> found = new LinkedHashMap<>();
        boots.forEach(boot -> found.put(boot, of(sightings, new Boot(unit, boot))));
        return found;
    }
}
