package io.turnout.hub.credit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Stretches of time that do not touch each other, in order. */
record Spans(List<Span> all) {
    static final Spans NONE = new Spans(List.of());

    Spans {
        all = List.copyOf(all);
    }

    /** From an instant to another, which is not in it. */
    record Span(Instant start, Instant end) {
        Duration length() {
            return Duration.between(start, end);
        }

        boolean isEmpty() {
            return !start.isBefore(end);
        }
    }

    /**
     * The union of any stretches; those without length, or that end before they begin, are none.
     */
    static Spans of(Collection<Span> any) {
        List<Span> joined = new ArrayList<>();
        any.stream()
                .filter(span -> !span.isEmpty())
                .sorted(Comparator.comparing(Span::start))
                .forEach(span -> {
                    if (joined.isEmpty() || joined.getLast().end().isBefore(span.start())) {
                        joined.add(span);
                    } else if (joined.getLast().end().isBefore(span.end())) {
                        joined.add(new Span(joined.removeLast().start(), span.end()));
                    }
                });
        return new Spans(joined);
    }

    /** What of it lies between two instants. */
    Spans within(Instant from, Instant to) {
        return of(
                all.stream()
                        .map(span ->
                                new Span(
                                        span.start().isAfter(from) ? span.start() : from,
                                        span.end().isBefore(to) ? span.end() : to))
                        .toList());
    }

    Duration length() {
        return all.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether all of a stretch is in it, of which none or all is. */
    boolean covers(Span piece) {
        return all.stream()
                .anyMatch(span ->
                        !span.start().isAfter(piece.start()) && !span.end().isBefore(piece.end()));
    }
}
