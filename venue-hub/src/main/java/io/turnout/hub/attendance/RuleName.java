package io.turnout.hub.attendance;

import io.turnout.hub.attendance.AttendanceRules.ElsewhereLeaves;
import io.turnout.hub.attendance.FoldSettings.StillOpen;
import io.turnout.hub.credit.CreditSettings.Award;
import io.turnout.hub.credit.CreditSettings.Overlap;
import io.turnout.hub.credit.CreditSettings.Rounding;
import io.turnout.hub.credit.CreditSettings.Uncertain;
import io.turnout.hub.credit.CreditSettings.WithoutCheckOut;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting by which scans become presence, or presence becomes credit. An event has each; a
 * session may have its own instead, but of those that are about several sessions.
 */
public enum RuleName {
    ELSEWHERE_LEAVES("elsewhere_leaves", "elsewhereLeaves"),
    STILL_OPEN("still_open", "stillOpen"),
    GRACE_BEFORE("grace_before_min", "graceBeforeMinutes"),
    GRACE_AFTER("grace_after_min", "graceAfterMinutes"),
    WALKING("walking_min", "walkingMinutes"),
    /** {@code 80 %} of a session or {@code 45 min} of it; {@code 0} for any time. */
    MINIMUM("minimum", "minimum"),
    WITHOUT_CHECK_OUT("without_check_out", "withoutCheckOut"),
    UNCERTAIN("uncertain_credit", "uncertainTimes"),
    OVERLAP("overlap", "overlap"),
    AWARD("award", "award"),
    ROUNDING("rounding", "rounding"),
    ROUNDING_STEP("rounding_step", "roundingStep");

    /** The longest time that a setting can name. */
    static final int LONGEST_MINUTES = 240;

    private static final List<String> STEPS = List.of("0.1", "0.2", "0.25", "0.5", "1");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final Pattern MINIMUM_TEXT =
            Pattern.compile("([0-9]{1,3})\\s*(%|min)?", Pattern.CASE_INSENSITIVE);

    private final String column;
    private final String field;

    RuleName(String column, String field) {
        this.column = column;
        this.field = field;
    }

    /** Where an event has it. */
    String column() {
        return column;
    }

    /** As programs call it. */
    public String field() {
        return field;
    }

    /** As forms and tables call it: {@code still-open}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<RuleName> of(String key) {
        return Arrays.stream(values()).filter(rule -> rule.key().equals(key)).findFirst();
    }

    /** Whether a session may have its own. */
    public boolean isOfSessions() {
        return this != WALKING && this != OVERLAP;
    }

    /** What it can be; none where it is a number or the like. */
    public List<String> choices() {
        return switch (this) {
            case ELSEWHERE_LEAVES -> keys(ElsewhereLeaves.values());
            case STILL_OPEN -> keys(StillOpen.values());
            case WITHOUT_CHECK_OUT -> keys(WithoutCheckOut.values());
            case UNCERTAIN -> keys(Uncertain.values());
            case OVERLAP -> keys(Overlap.values());
            case AWARD -> keys(Award.values());
            case ROUNDING -> keys(Rounding.values());
            case ROUNDING_STEP -> STEPS;
            case GRACE_BEFORE, GRACE_AFTER, WALKING, MINIMUM -> List.of();
        };
    }

    /** Whether it is a number of minutes. */
    public boolean isMinutes() {
        return this == GRACE_BEFORE || this == GRACE_AFTER || this == WALKING;
    }

    /** The text as it is kept; empty where it is none that the setting can have. */
    public Optional<String> read(String text) {
        String bare = text.strip();
        if (this == MINIMUM) {
            return minimum(bare);
        }
        if (isMinutes()) {
            return Optional.of(bare)
                    .filter(typed -> NUMBER.matcher(typed).matches())
                    .map(Integer::parseInt)
                    .filter(minutes -> minutes <= LONGEST_MINUTES)
                    .map(String::valueOf);
        }
        return choices().stream().filter(bare::equals).findFirst();
    }

    private static Optional<String> minimum(String text) {
        Matcher typed = MINIMUM_TEXT.matcher(text);
        if (!typed.matches()) {
            return Optional.empty();
        }
        int amount = Integer.parseInt(typed.group(1));
        String unit = typed.group(2);
        if (amount == 0) {
            return Optional.of("0");
        }
        if (unit == null || (unit.equals("%") && amount > 100)) {
            return Optional.empty();
        }
        return Optional.of(amount + " " + unit.toLowerCase(Locale.ROOT));
    }

    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> keys(Enum<?>[] values) {
        return Arrays.stream(values).map(RuleName::key).toList();
    }
}
