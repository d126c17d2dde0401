package io.turnout.hub.alerts;

import io.turnout.hub.fleet.UnitProblem.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * When a problem of a unit becomes an alert, and when that is over. What a problem is, with its
 * measure, is {@link io.turnout.hub.fleet.UnitProblem}'s.
 *
 * @param opens after the problem stood for so long
 * @param closes after it was gone for so long: what comes back sooner is the same alert
 */
public record AlertRule(Duration opens, Duration closes) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Somebody must look, however short it was. */
    private static final AlertRule AT_ONCE = new AlertRule(Duration.ZERO, MINUTE);

    /** Longer than a start of the unit or of the hub takes. */
    private static final AlertRule SOON = new AlertRule(MINUTE, MINUTE.multipliedBy(2));

    /** Cures itself as a rule. */
    private static final AlertRule LATER =
            new AlertRule(MINUTE.multipliedBy(3), MINUTE.multipliedBy(3));

    /** Hovers around its threshold. */
    private static final AlertRule HOVERING =
            new AlertRule(MINUTE.multipliedBy(2), MINUTE.multipliedBy(10));

    /** Whether a kind becomes an alert at all. */
    static boolean knows(Kind kind) {
        return of(kind).isPresent();
    }

    /** Of a kind; none of what is no alert: a unit never heard was never there to be missed. */
    static Optional<AlertRule> of(Kind kind) {
        return switch (kind) {
            case NEVER_SEEN -> Optional.empty();
            case TAMPERED,
                    UNRECORDED,
                    JOURNAL_FAILING,
                    JOURNAL_DAMAGED,
                    RENEWAL_REFUSED,
                    LOST,
                    OTHER_ALERT ->
                    Optional.of(AT_ONCE);
            case OFFLINE,
                    NO_LIST,
                    READER_NO_USB,
                    READER_NOT_ALLOWED,
                    READER_VENDOR_MODE,
                    READER_MISSING,
                    READER_FAILING,
                    READER_UNREADABLE,
                    LIGHTS,
                    CERTIFICATE,
                    SENT_AGAIN,
                    JOURNAL_NEARLY_FULL ->
                    Optional.of(SOON);
            case GAP, QUEUE, CLOCK, CLOCK_OFF, OLD_LIST -> Optional.of(LATER);
            case HOT, POWER, DISK -> Optional.of(HOVERING);
        };
    }
}
