package io.turnout.hub.fleet;

import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.UnitInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Something that is wrong with a unit. What it is and what to do about it are texts of the page.
 */
public record UnitProblem(UnitView unit, Kind kind) {
    /** More would put people into the wrong session. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    /** Kinds, the worst first. */
    public enum Kind {
        NO_LIST("out-of-order"),
        OFFLINE("offline"),
        GAP("ask-staff"),
        LOST("ask-staff"),
        CLOCK("ask-staff"),
        CLOCK_OFF("ask-staff"),
        OLD_LIST("ask-staff"),
        NEVER_SEEN("offline");

        private final String state;

        Kind(String state) {
            this.state = state;
        }

        /** The state of the look that shows it. */
        public String state() {
            return state;
        }

        /** The first part of its texts' keys. */
        public String key() {
            return "problem." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Everything wrong with the units, the worst first. */
    public static List<UnitProblem> of(List<UnitView> units) {
        List<UnitProblem> problems = new ArrayList<>();
        for (UnitView unit : units) {
            kinds(unit).forEach(kind -> problems.add(new UnitProblem(unit, kind)));
        }
        problems.sort(Comparator.comparing(UnitProblem::kind));
        return List.copyOf(problems);
    }

    private static List<Kind> kinds(UnitView unit) {
        return switch (unit.condition()) {
            case NEVER_SEEN -> List.of(Kind.NEVER_SEEN);
            case OFFLINE -> withLoss(unit, List.of(Kind.OFFLINE));
            case ONLINE -> withLoss(unit, whileOnline(unit));
        };
    }

    private static List<Kind> withLoss(UnitView unit, List<Kind> kinds) {
        List<Kind> all = new ArrayList<>(kinds);
        if (unit.lost() > 0) {
            all.add(Kind.LOST);
        }
        return all;
    }

    private static List<Kind> whileOnline(UnitView unit) {
        List<Kind> kinds = new ArrayList<>();
        if (unit.outOfOrder()) {
            kinds.add(Kind.NO_LIST);
        } else if (unit.info().isPresent() && unit.listHas() < unit.listWanted()) {
            kinds.add(Kind.OLD_LIST);
        }
        if (unit.gap() > 0) {
            kinds.add(Kind.GAP);
        }
        if (unit.info().map(UnitInfo::clock).filter(ClockQuality.UNSET::equals).isPresent()) {
            kinds.add(Kind.CLOCK);
        } else if (Math.abs(unit.clockMs()) > CLOCK_TOLERANCE.toMillis()) {
            kinds.add(Kind.CLOCK_OFF);
        }
        return kinds;
    }
}
