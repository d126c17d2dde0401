package io.turnout.hub.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.credit.CreditSettings.Award;
import io.turnout.hub.credit.CreditSettings.Minimum;
import io.turnout.hub.credit.CreditSettings.Overlap;
import io.turnout.hub.credit.CreditSettings.Rounding;
import io.turnout.hub.credit.CreditSettings.Uncertain;
import io.turnout.hub.credit.CreditSettings.Unit;
import io.turnout.hub.credit.CreditSettings.WithoutCheckOut;
import io.turnout.hub.credit.Inside.EndedBy;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.TimeReading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must hold whatever the sessions, the times inside and the settings. */
@DisplayName("R-5: credits, for any times inside and any settings")
final class CreditPropertiesTest {
    private static final int MOST_SESSIONS = 6;
    private static final long ROUNDS = 400;
    private static final Instant TEN = Instant.parse("2026-11-14T10:00:00Z");

    private static void seeded(Consumer<Random> check) {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            try {
                check.accept(new Random(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void anyOrderGivesTheSameLines() {
        seeded(CreditPropertiesTest::anyOrder);
    }

    private static void anyOrder(Random random) {
        List<Inside> all = attended(random);
        Overlap overlap = one(random, Overlap.values());
        List<CreditLine> lines = CreditRules.lines(all, overlap);
        List<Inside> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        assertThat(CreditRules.lines(shuffled, overlap)).isEqualTo(lines);
    }

    @Test
    void minutesNeverExceedRealTimeUnlessEachSessionHasAll() {
        seeded(CreditPropertiesTest::realTime);
    }

    private static void realTime(Random random) {
        List<Inside> all = attended(random);
        List<Spans.Span> claimed =
                all.stream().flatMap(one -> claimed(one).all().stream()).toList();
        for (Overlap overlap : List.of(Overlap.FIRST_ENTERED, Overlap.LONGEST, Overlap.SPLIT)) {
            Duration sum =
                    CreditRules.lines(all, overlap).stream()
                            .map(CreditLine::counted)
                            .reduce(Duration.ZERO, Duration::plus);
            assertThat(sum).isLessThanOrEqualTo(Spans.of(claimed).length());
        }
    }

    /** What is certain of one is within its best times, and so of all of them together. */
    private static Spans claimed(Inside one) {
        return one.spans(Inside.Reading.BEST);
    }

    @Test
    void nothingExceedsTheSessionNorItsCredits() {
        seeded(CreditPropertiesTest::limits);
    }

    private static void limits(Random random) {
        List<Inside> all = attended(random);
        for (CreditLine line : CreditRules.lines(all, one(random, Overlap.values()))) {
            CreditSession session =
                    all.stream()
                            .map(Inside::session)
                            .filter(known -> known.id().equals(line.session()))
                            .findFirst()
                            .orElseThrow();
            assertThat(line.counted()).isLessThanOrEqualTo(session.length());
            assertThat(line.least()).isLessThanOrEqualTo(line.counted());
            assertThat(line.most()).isGreaterThanOrEqualTo(line.counted());
            assertThat(line.reasons()).isNotEmpty();
            assertThat(line.credits()).hasSize(line.granted() ? session.fields().size() : 0);
            for (int i = 0; i < line.credits().size(); i++) {
                assertThat(line.credits().get(i).credits())
                        .isBetween(BigDecimal.ZERO, session.fields().get(i).credits());
            }
        }
    }

    @Test
    void moreTimeInsideNeverEarnsLess() {
        seeded(CreditPropertiesTest::monotone);
    }

    private static void monotone(Random random) {
        Inside less = attended(random).getFirst();
        List<Inside.Time> times = new ArrayList<>(less.times());
        Inside.Time last = times.removeLast();
        TimeReading end = last.end();
        Duration longer = Duration.ofMinutes(random.nextInt(30));
        times.add(
                new Inside.Time(
                        last.start(),
                        new TimeReading(
                                end.best().plus(longer),
                                end.earliest().plus(longer),
                                end.latest().plus(longer)),
                        last.endedBy()));
        Inside more = new Inside(less.session(), less.present().plus(longer), times);
        Overlap overlap = one(random, Overlap.values());
        CreditLine before = CreditRules.lines(List.of(less), overlap).getFirst();
        CreditLine after = CreditRules.lines(List.of(more), overlap).getFirst();
        assertThat(after.counted()).isGreaterThanOrEqualTo(before.counted());
        assertThat(after.granted() || !before.granted()).isTrue();
        for (int i = 0; i < before.credits().size(); i++) {
            assertThat(after.credits().get(i).credits())
                    .isGreaterThanOrEqualTo(before.credits().get(i).credits());
        }
    }

    private static List<Inside> attended(Random random) {
        List<Inside> all = new ArrayList<>();
        int sessions = 1 + random.nextInt(MOST_SESSIONS);
        for (int i = 0; i < sessions; i++) {
            all.add(inside(random, session(random, i)));
        }
        return all;
    }

    private static CreditSession session(Random random, int number) {
        int start = random.nextInt(180);
        return new CreditSession(
                new SessionId("s" + number),
                "Session " + number,
                minute(start),
                minute(start + 15 + random.nextInt(90)),
                random.nextInt(10) == 0,
                random.nextInt(3) > 0,
                Duration.ofMinutes(random.nextInt(6)),
                Duration.ofMinutes(random.nextInt(6)),
                fields(random),
                settings(random));
    }

    private static List<Credit> fields(Random random) {
        List<Credit> fields = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.add(new Credit("Field " + i, BigDecimal.valueOf(random.nextInt(3000), 3)));
        }
        return fields;
    }

    private static CreditSettings settings(Random random) {
        return new CreditSettings(
                new Minimum(one(random, Unit.values()), random.nextInt(101)),
                one(random, Award.values()),
                one(random, Rounding.values()),
                one(random, new BigDecimal("0.25"), new BigDecimal("0.5"), BigDecimal.ONE),
                one(random, WithoutCheckOut.values()),
                one(random, Uncertain.values()));
    }

    /** Times of one session follow one another, as the fold makes them; ends may be uncertain. */
    private static Inside inside(Random random, CreditSession session) {
        List<Inside.Time> times = new ArrayList<>();
        Instant from = session.start().minus(Duration.ofMinutes(random.nextInt(15)));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Instant to = from.plus(Duration.ofMinutes(random.nextInt(60)));
            times.add(
                    new Inside.Time(
                            reading(random, from),
                            reading(random, to),
                            one(random, EndedBy.values())));
            from = to.plus(Duration.ofMinutes(10 + random.nextInt(10)));
        }
        return new Inside(session, Duration.ZERO, times);
    }

    private static TimeReading reading(Random random, Instant best) {
        return random.nextInt(4) > 0
                ? TimeReading.exact(best)
                : new TimeReading(
                        best,
                        best.minus(Duration.ofSeconds(random.nextInt(200))),
                        best.plus(Duration.ofSeconds(random.nextInt(200))));
    }

    private static Instant minute(int minute) {
        return TEN.plus(Duration.ofMinutes(minute));
    }

    @SafeVarargs
    private static <T> T one(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
