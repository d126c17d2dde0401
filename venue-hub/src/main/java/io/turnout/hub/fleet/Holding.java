package io.turnout.hub.fleet;

import io.turnout.hub.fleet.ChangeFeed.Behind;
import io.turnout.hub.fleet.ChangeFeed.Said;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ChangedBadge;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a unit has, compared with what it should have: entries are badges and sessions.
 *
 * @param identical entries that it has as they should be
 * @param missing entries that it lacks or has otherwise
 * @param extraneous entries that it has and should not have
 * @param asOf when what it should have was last found to be so
 */
public record Holding(long identical, long missing, long extraneous, Instant asOf) {
    /**
     * Compares by what was said to the unit since the hub's start.
     *
     * @param said the newest first
     * @param entries how many it should have
     * @return empty for a unit without a list, and for one whose list is older than those known
     */
    static Optional<Holding> of(UnitView unit, List<Said> said, long entries) {
        if (said.isEmpty() || unit.listHas() == 0) {
            return Optional.empty();
        }
        Said wanted = said.getFirst();
        if (unit.listHas() == wanted.base()) {
            return Optional.of(compared(wanted, has(unit, said), entries));
        }
        return wanted.word()
                .behind()
                .filter(older -> older.revision() == unit.listHas())
                .map(older -> behind(older, wanted, entries));
    }

    /** What of it the unit says it follows; nothing where that is too long ago. */
    private static Difference has(UnitView unit, List<Said> said) {
        return said.stream()
                .filter(word -> word.base() == unit.listHas())
                .filter(word -> word.serial() <= unit.changesHas())
                .findFirst()
                .map(Said::difference)
                .orElse(Difference.NONE);
    }

    private static Holding behind(Behind older, Said wanted, long entries) {
        Holding since = compared(wanted, Difference.NONE, entries);
        long missing = Math.min(entries, older.missing() + since.missing());
        return new Holding(
                entries - missing, missing, older.extraneous() + since.extraneous(), wanted.asOf());
    }

    private static Holding compared(Said word, Difference has, long entries) {
        Difference wanted = word.difference();
        long missing = wanted.sessions().stream().filter(s -> !has.sessions().contains(s)).count();
        long extraneous = wanted.removed().stream().filter(s -> !has.removed().contains(s)).count();
        Set<BadgeFingerprint> either = new HashSet<>(wanted.badges().keySet());
        either.addAll(has.badges().keySet());
        for (BadgeFingerprint badge : either) {
            Optional<ChangedBadge> now = Optional.ofNullable(wanted.badges().get(badge));
            if (!now.equals(Optional.ofNullable(has.badges().get(badge)))) {
                boolean gone = now.filter(change -> change.state().isEmpty()).isPresent();
                missing += gone ? 0 : 1;
                extraneous += gone ? 1 : 0;
            }
        }
        return new Holding(Math.max(0, entries - missing), missing, extraneous, word.asOf());
    }
}
