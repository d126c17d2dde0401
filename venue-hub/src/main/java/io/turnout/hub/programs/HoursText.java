package io.turnout.hub.programs;

import io.turnout.hub.web.Reading;
import io.turnout.hub.web.VenueText;
import io.turnout.hub.web.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hours as people type and read them: {@code 12}, {@code 7.5}, {@code −1 h 30 min}. */
public final class HoursText {
    private static final Pattern HOURS = Pattern.compile("[0-9]{1,5}(?:[.,][0-9]{1,2})?");
    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);

    private HoursText() {}

    /** Hours of a form; absent where nothing was typed. */
    static Optional<Duration> read(Reading reading, String field) {
        String text = reading.text(field, 0, 10);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!HOURS.matcher(text).matches()) {
            reading.refuse(field, "programs.hours.wrong");
            return Optional.empty();
        }
        BigDecimal minutes = new BigDecimal(text.replace(',', '.')).multiply(MINUTES);
        return Optional.of(
                Duration.ofMinutes(minutes.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }

    /** As they stand in a field, with the point or comma of the language. */
    static String typed(Optional<Duration> hours, Words words) {
        char point = DecimalFormatSymbols.getInstance(words.language()).getDecimalSeparator();
        return hours.map(time ->
                        BigDecimal.valueOf(time.toMinutes())
                                .divide(MINUTES, 2, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                                .replace('.', point))
                .orElse("");
    }

    /** As they are read; less than nothing has its sign. */
    public static String say(VenueText text, Duration hours) {
        return hours.isNegative()
                ? "−" + text.length(hours.negated().toMillis())
                : text.length(hours.toMillis());
    }
}
