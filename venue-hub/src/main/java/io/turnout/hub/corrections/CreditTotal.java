package io.turnout.hub.corrections;

import io.turnout.hub.corrections.Preview.Change;
import io.turnout.hub.corrections.Preview.Place;
import io.turnout.hub.corrections.Preview.Side;
import io.turnout.hub.credit.Credit;
import io.turnout.hub.credit.CreditLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all whom a correction changes earn in one session, before and after.
 *
 * @param end of the session: until then nothing is earned
 */
public record CreditTotal(String title, Instant end, Sum before, Sum after) {
    /**
     * Of one side.
     *
     * @param counted the minutes that count for credit
     * @param granted how many are credited
     * @param credits of each field of study
     */
    public record Sum(Duration counted, long granted, List<Credit> credits) {
        public Sum {
            credits = List.copyOf(credits);
        }

        private static Sum of(Collection<Change> changes, Function<Change, Side> side) {
            List<CreditLine> lines =
                    changes.stream().map(side).flatMap(one -> one.credit().stream()).toList();
            return new Sum(
                    lines.stream().map(CreditLine::counted).reduce(Duration.ZERO, Duration::plus),
                    lines.stream().filter(CreditLine::granted).count(),
                    Credit.totals(
                            lines.stream().flatMap(line -> line.credits().stream()).toList()));
        }
    }

    /** One for each session, by start. */
    static List<CreditTotal> of(Collection<Change> changes) {
        Map<String, List<Change>> sessions =
                changes.stream()
                        .sorted(
                                Comparator.comparing((Change one) -> one.place().start())
                                        .thenComparing(one -> one.place().session()))
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.place().session(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return sessions.values().stream().map(CreditTotal::total).toList();
    }

    private static CreditTotal total(List<Change> changes) {
        Place place = changes.getFirst().place();
        return new CreditTotal(
                place.title(),
                place.end(),
                Sum.of(changes, Change::before),
                Sum.of(changes, Change::after));
    }
}
