package io.turnout.hub.fleet;

import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.UnitHealth;
import io.turnout.protocol.message.UnitInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is wrong with a unit. What it is and what to do about it are texts of the page.
 */
public record UnitProblem(UnitView unit, Kind kind, Optional<Alert> alert) {
    /** More would put people into the wrong session. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

    /** A unit renews when two thirds of 90 days are over: half of the rest was of no avail. */
    private static final Duration CERTIFICATE_LEFT = Duration.ofDays(15);

    /** A crowd of five minutes at one door; a hub that answers takes them in a second. */
    private static final long LONG_QUEUE = 200;

    /** A Raspberry Pi slows itself down from here on. */
    private static final double HOT = 80;

    /** Lists, logs and an update fit; the journal has its own measure. */
    private static final long LITTLE_DISK = 500;

    /** Kinds, the worst first. */
    public enum Kind {
        NO_LIST("out-of-order"),
        JOURNAL_FAILING("out-of-order"),
        UNRECORDED("ask-staff"),
        READER_NO_USB("out-of-order"),
        READER_NOT_ALLOWED("out-of-order"),
        READER_VENDOR_MODE("out-of-order"),
        READER_MISSING("out-of-order"),
        READER_FAILING("out-of-order"),
        READER_UNREADABLE("ask-staff"),
        TAMPERED("ask-staff"),
        JOURNAL_DAMAGED("ask-staff"),
        JOURNAL_NEARLY_FULL("ask-staff"),
        SENT_AGAIN("ask-staff"),
        RENEWAL_REFUSED("ask-staff"),
        /** Of a unit that is newer than this hub. */
        OTHER_ALERT("ask-staff"),
        OFFLINE("offline"),
        GAP("ask-staff"),
        LOST("ask-staff"),
        CLOCK("ask-staff"),
        CLOCK_OFF("ask-staff"),
        OLD_LIST("ask-staff"),
        QUEUE("ask-staff"),
        LIGHTS("ask-staff"),
        HOT("ask-staff"),
        POWER("ask-staff"),
        DISK("ask-staff"),
        CERTIFICATE("ask-staff"),
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
            return "problem." + word();
        }

        /** As alerts are called: {@code clock-off}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The one of that word; empty for none. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }

        private static Kind of(Alert alert) {
            return of(alert.id()).orElse(OTHER_ALERT);
        }
    }

    /** Since when, by the unit's clock; when it was last heard where that is not known. */
    public long sinceMs() {
        return alert.map(each -> each.since().toEpochMilli()).orElse(unit.heardMs());
    }

    /** How many are concerned. */
    public long count() {
        return alert.map(Alert::count).orElse(0L);
    }

    /** What a technician wants to know besides. */
    public String detail() {
        return alert.map(each -> each.detail().orElse(each.id())).orElse("");
    }

    /** Everything wrong with the units, the worst first. */
    public static List<UnitProblem> of(List<UnitView> units) {
        List<UnitProblem> problems = new ArrayList<>();
        for (UnitView unit : units) {
            kinds(unit)
                    .forEach(kind -> problems.add(new UnitProblem(unit, kind, Optional.empty())));
            for (Alert alert : unit.alerts()) {
                problems.add(new UnitProblem(unit, Kind.of(alert), Optional.of(alert)));
            }
        }
        problems.sort(Comparator.comparing(UnitProblem::kind));
        return List.copyOf(problems);
    }

    private static List<Kind> kinds(UnitView unit) {
        return switch (unit.condition()) {
            case NEVER_SEEN -> List.of(Kind.NEVER_SEEN);
            case RETIRED -> withLoss(unit, List.of());
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
        if (unit.waiting() > LONG_QUEUE) {
            kinds.add(Kind.QUEUE);
        }
        long certificateMs = unit.keyUntilMs() - unit.heardMs();
        if (unit.keyUntilMs() > 0 && certificateMs < CERTIFICATE_LEFT.toMillis()) {
            kinds.add(Kind.CERTIFICATE);
        }
        unit.info().ifPresent(info -> kinds.addAll(ofHardware(info)));
        return kinds;
    }

    private static List<Kind> ofHardware(UnitInfo info) {
        List<Kind> kinds = new ArrayList<>();
        if (info.indicator().equals("broken")) {
            kinds.add(Kind.LIGHTS);
        }
        Optional<UnitHealth> health = info.health();
        if (health.flatMap(UnitHealth::celsius).filter(now -> now >= HOT).isPresent()) {
            kinds.add(Kind.HOT);
        }
        if (health.flatMap(UnitHealth::heldBack)
                .filter(words -> words.contains("under-voltage"))
                .isPresent()) {
            kinds.add(Kind.POWER);
        }
        if (health.flatMap(UnitHealth::freeMegabytes)
                .filter(left -> left < LITTLE_DISK)
                .isPresent()) {
            kinds.add(Kind.DISK);
        }
        return kinds;
    }
}
