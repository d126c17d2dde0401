package io.turnout.hub.certificates;

import io.turnout.hub.credit.Credit;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.credit.Credits;
import io.turnout.hub.credit.Reason;
import io.turnout.hub.credit.Rule;
import io.turnout.protocol.access.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** What attendees earned, as a test says. */
final class Earned implements Credits {
    static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
    private final Map<Long, List<CreditLine>> lines = new ConcurrentHashMap<>();
    private volatile LongConsumer asked = _ -> {};

    /** Is told of each attendee that is asked for. */
    void asked(LongConsumer listener) {
        asked = listener;
    }

    void set(long attendee, CreditLine... earned) {
        lines.put(attendee, List.of(earned));
    }

    @Override
    public List<CreditLine> of(String event, long attendee) {
        asked.accept(attendee);
        return lines.getOrDefault(attendee, List.of());
    }

    /** A session of 50 minutes that is credited; {@code studies} are fields and credits. */
    static CreditLine granted(int place, String title, String... studies) {
        List<Credit> credits = new ArrayList<>();
        for (int i = 0; i < studies.length; i += 2) {
            credits.add(new Credit(studies[i], new BigDecimal(studies[i + 1])));
        }
        return line(place, title, 50, true, credits);
    }

    static CreditLine refused(int place, String title) {
        return line(place, title, 12, false, List.of());
    }

    private static CreditLine line(
            int place, String title, int minutes, boolean granted, List<Credit> credits) {
        Instant start = START.plus(Duration.ofHours(place));
        Duration counted = Duration.ofMinutes(minutes);
        Rule rule = granted ? Rule.PRESENT_PERCENT_MET : Rule.PRESENT_PERCENT_MISSED;
        List<Object> arguments =
                List.of(
                        BigDecimal.valueOf(minutes),
                        BigDecimal.valueOf(50),
                        BigDecimal.valueOf(minutes * 2L),
                        BigDecimal.valueOf(75));
        return new CreditLine(
                new SessionId("s" + place),
                title,
                start,
                start.plus(Duration.ofMinutes(50)),
                counted,
                counted,
                counted,
                counted,
                granted,
                false,
                credits,
                List.of(new Reason(rule, arguments)));
    }
}
