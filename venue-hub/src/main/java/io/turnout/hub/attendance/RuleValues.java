package io.turnout.hub.attendance;

import io.turnout.hub.attendance.AttendanceRules.ElsewhereLeaves;
import io.turnout.hub.attendance.FoldSettings.StillOpen;
import io.turnout.hub.credit.CreditSettings;
import io.turnout.hub.credit.CreditSettings.Award;
import io.turnout.hub.credit.CreditSettings.Minimum;
import io.turnout.hub.credit.CreditSettings.Overlap;
import io.turnout.hub.credit.CreditSettings.Rounding;
import io.turnout.hub.credit.CreditSettings.Uncertain;
import io.turnout.hub.credit.CreditSettings.Unit;
import io.turnout.hub.credit.CreditSettings.WithoutCheckOut;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every setting of an event, or of a session of it, as it is kept.
 *
 * @param texts each as {@link RuleName#read} gave it
 */
public record RuleValues(Map<RuleName, String> texts) {
    public RuleValues {
        if (texts.size() != RuleName.values().length) {
            throw new IllegalArgumentException("a setting is missing among " + texts.keySet());
        }
        texts = Collections.unmodifiableMap(new EnumMap<>(texts));
    }

    /** What a setting is. */
    public String get(RuleName rule) {
        return texts.getOrDefault(rule, "");
    }

    /** These, but for some. */
    public RuleValues with(Map<RuleName, String> others) {
        Map<RuleName, String> all = new EnumMap<>(texts);
        all.putAll(others);
        return new RuleValues(all);
    }

    /** What is different in others: {@code still-open: session-end, then no-time}. */
    String changes(RuleValues now) {
        return texts.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
                .map(entry ->
                        entry.getKey().key()
                                + ": "
                                + entry.getValue()
                                + ", then "
                                + now.get(entry.getKey()))
                .collect(Collectors.joining("; "));
    }

    ElsewhereLeaves elsewhereLeaves() {
        return value(ElsewhereLeaves.class, RuleName.ELSEWHERE_LEAVES);
    }

    Overlap overlap() {
        return value(Overlap.class, RuleName.OVERLAP);
    }

    FoldSettings fold() {
        return new FoldSettings(
                value(StillOpen.class, RuleName.STILL_OPEN),
                minutes(RuleName.GRACE_BEFORE),
                minutes(RuleName.GRACE_AFTER),
                minutes(RuleName.WALKING));
    }

    CreditSettings credit() {
        return new CreditSettings(
                minimum(),
                value(Award.class, RuleName.AWARD),
                value(Rounding.class, RuleName.ROUNDING),
                new BigDecimal(get(RuleName.ROUNDING_STEP)),
                value(WithoutCheckOut.class, RuleName.WITHOUT_CHECK_OUT),
                value(Uncertain.class, RuleName.UNCERTAIN));
    }

    Minimum minimum() {
        String text = get(RuleName.MINIMUM);
        int blank = text.indexOf(' ');
        int amount = Integer.parseInt(blank < 0 ? text : text.substring(0, blank));
        return new Minimum(text.endsWith("min") ? Unit.MINUTES : Unit.PERCENT, amount);
    }

    private Duration minutes(RuleName rule) {
        return Duration.ofMinutes(Integer.parseInt(get(rule)));
    }

    private <E extends Enum<E>> E value(Class<E> type, RuleName rule) {
        return Enum.valueOf(type, get(rule).toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
