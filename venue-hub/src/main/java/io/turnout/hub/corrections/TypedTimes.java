package io.turnout.hub.corrections;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Times as people type them for a session, by the clock on the venue's wall. Without a date it is
 * the day on which the time is nearest to the session, so that a session past midnight needs none.
 */
record TypedTimes(ZoneId zone, Instant start, Instant end) {
    private static final String TIME =
            "(?:([0-9]{4}-[0-9]{2}-[0-9]{2})[ T])?([0-9]{1,2})[:.]?([0-9]{2})(?:[:.]([0-9]{2}))?"
                    + "(?:\\s*([+-][0-9]{2}:[0-9]{2}|Z))?";
    private static final Pattern ONE = Pattern.compile(TIME);
    private static final Pattern BOTH =
            Pattern.compile("(" + TIME + ")\\s*(?:-|–|—|to|bis)\\s*(" + TIME + ")");
    private static final int SECOND_OF_BOTH = 7;

    /** What a text is. */
    sealed interface Typed {
        record Time(Instant at) implements Typed {}

        /** It is no time. */
        record Unreadable() implements Typed {}

        /** The clock jumps over it that night. */
        record Skipped(String time) implements Typed {}

        /**
         * The clock shows it twice that night.
         *
         * @param ways how each of both is written
         */
        record Twice(List<String> ways) implements Typed {
            public Twice {
                ways = List.copyOf(ways);
            }
        }
    }

    Typed read(String text) {
        Matcher matcher = ONE.matcher(text.strip());
        if (!matcher.matches()) {
            return new Typed.Unreadable();
        }
        try {
            LocalTime time =
                    LocalTime.of(
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3)),
                            Optional.ofNullable(matcher.group(4)).map(Integer::parseInt).orElse(0));
            LocalDateTime wall =
                    Optional.ofNullable(matcher.group(1))
                            .map(date -> LocalDate.parse(date).atTime(time))
                            .orElseGet(() -> nearest(time));
            return at(wall, Optional.ofNullable(matcher.group(5)).map(ZoneOffset::of));
        } catch (DateTimeException _) {
            return new Typed.Unreadable(); // 24:61, the 31st of June
        }
    }

    /**
     * A time as it is typed: with seconds where it has some, and what sets it apart from another.
     */
    static String written(long millis, ZoneId zone) {
        OffsetDateTime at =
                Instant.ofEpochMilli(millis)
                        .atZone(zone)
                        .toOffsetDateTime()
                        .truncatedTo(ChronoUnit.SECONDS);
        boolean once = zone.getRules().getValidOffsets(at.toLocalDateTime()).size() == 1;
        return at.toLocalTime() + (once ? "" : " " + at.getOffset());
    }

    /** From and to, as two texts; empty where it is no such thing. */
    static Optional<List<String>> both(String text) {
        Matcher matcher = BOTH.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(List.of(matcher.group(1), matcher.group(SECOND_OF_BOTH)))
                : Optional.empty();
    }

    /** Whether it is within the session, or little before or after. */
    boolean isNear(Instant at, Duration little) {
        return !at.isBefore(start.minus(little)) && !at.isAfter(end.plus(little));
    }

    private Typed at(LocalDateTime wall, Optional<ZoneOffset> meant) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
        if (offsets.isEmpty()) {
            return new Typed.Skipped(wall.toLocalTime().toString());
        }
        if (meant.isPresent()) {
            return offsets.contains(meant.get())
                    ? new Typed.Time(wall.toInstant(meant.get()))
                    : new Typed.Unreadable();
        }
        return offsets.size() == 1
                ? new Typed.Time(wall.toInstant(offsets.getFirst()))
                : new Typed.Twice(
                        offsets.stream()
                                .map(offset -> wall.toLocalTime() + " " + offset)
                                .collect(Collectors.toList()));
    }

    private LocalDateTime nearest(LocalTime time) {
        LocalDateTime from = LocalDateTime.ofInstant(start, zone);
        LocalDateTime to = LocalDateTime.ofInstant(end, zone);
        LocalDateTime best = from.toLocalDate().minusDays(1).atTime(time);
        for (LocalDate day = from.toLocalDate();
                !day.isAfter(to.toLocalDate().plusDays(1));
                day = day.plusDays(1)) {
            LocalDateTime here = day.atTime(time);
            if (distance(here, from, to).compareTo(distance(best, from, to)) < 0) {
                best = here;
            }
        }
        return best;
    }

    private static Duration distance(LocalDateTime at, LocalDateTime from, LocalDateTime to) {
        if (at.isBefore(from)) {
            return Duration.between(at, from);
        }
        return at.isAfter(to) ? Duration.between(to, at) : Duration.ZERO;
    }
}
