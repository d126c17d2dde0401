package io.turnout.hub.credit;

import io.turnout.hub.web.Words;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that fired, and upon what.
 *
 * @param arguments what the rule's text has places for: {@link BigDecimal} or {@link String}
 */
public record Reason(Rule rule, List<Object> arguments) {
    /** Numbers are made comparable: 2 and 2.0 are the same. */
    public Reason {
        arguments = arguments.stream().map(Reason::checked).toList();
    }

    static Reason of(Rule rule, Object... arguments) {
        return new Reason(rule, List.of(arguments));
    }

    private static Object checked(Object argument) {
        return switch (argument) {
            case String text -> text;
            case BigDecimal number ->
                    number.signum() == 0
                            ? BigDecimal.ZERO
                            : new BigDecimal(number.stripTrailingZeros().toPlainString());
            case Long number -> BigDecimal.valueOf(number);
            default -> throw new IllegalArgumentException("neither number nor text: " + argument);
        };
    }

    /** The sentence. */
    public String in(Words words) {
        return words.get(rule.text(), arguments.toArray());
    }

    /** All sentences, one after another. */
    public static String in(Words words, Collection<Reason> reasons) {
        return reasons.stream().map(reason -> reason.in(words)).collect(Collectors.joining(" "));
    }
}
