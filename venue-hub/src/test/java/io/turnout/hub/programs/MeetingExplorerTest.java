package io.turnout.hub.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.programs.MeetingEvent.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Random lives of meetings, told to the rules and to {@link Minutes}, a second statement of the
 * same rules that goes through them minute by minute and knows no windows but by counting.
 */
@DisplayName("P-3, P-4, P-9: the rules against a second statement of them")
final class MeetingExplorerTest {
    private static final Instant ZERO = Instant.parse("2026-03-28T00:00:00Z");

    @RepeatedTest(20)
    void bothSayTheSameOfEveryLife(RepetitionInfo run) {
        long seed = 7_000L + run.getCurrentRepetition();
        Random random = new Random(seed);
        for (int life = 0; life < 200; life++) {
            live(random, "seed " + seed + " life " + life);
        }
    }

    private static void live(Random random, String name) {
        boolean verified = random.nextInt(6) > 0;
        int late = verified && random.nextInt(4) > 0 ? 1 + random.nextInt(40) : 0;
        int auto = verified ? 1 + random.nextInt(50) : 0;
        Verification rules =
                verified
                        ? new Verification(
                                true,
                                late == 0 ? Optional.empty() : Optional.of(minutes(late)),
                                minutes(auto),
                                Instant.EPOCH)
                        : Verification.none(Instant.EPOCH);
        int start = 1 + random.nextInt(60);
        Minutes second = new Minutes(verified, late, auto, start, start + 1 + random.nextInt(30));
        MeetingState state = MeetingState.booked(at(second.start), at(second.end));
        List<String> story = new ArrayList<>(List.of(second.toString()));
        int now = 0;
        for (int step = 0; step < 12; step++) {
            now += random.nextInt(25);
            second.until(now);
            for (MeetingRules.Step passed : MeetingRules.settle(state, at(now), rules)) {
                state = passed.now();
            }
            check(state, second, name, story);
            int kind = random.nextInt(10);
            int number = random.nextInt(60);
            String expected = second.happens(kind, number, now);
            MeetingOutcome outcome =
                    MeetingRules.decide(state, event(kind, number, now), at(now), rules);
            story.add(now + ": " + kind + "/" + number + " -> " + expected);
            assertThat(kindOf(outcome)).as(name + story).isEqualTo(expected);
            state = after(outcome, state);
            check(state, second, name, story);
        }
    }

    private static void check(MeetingState state, Minutes second, String name, List<String> story) {
        assertThat(state.status().key() + state.disputed() + state.start() + state.end())
                .as(name + story)
                .isEqualTo(second.status + second.disputed + at(second.start) + at(second.end));
        assertThat(state.said().map(Duration::toMinutes).orElse(0L))
                .as(name + story)
                .isEqualTo(second.said);
    }

    /** A meeting that was split goes on as the new one. */
    private static MeetingState after(MeetingOutcome outcome, MeetingState before) {
        return switch (outcome) {
            case MeetingOutcome.Changed(MeetingState now) -> now;
            case MeetingOutcome.Split(_, MeetingState fresh) -> fresh;
            case MeetingOutcome.Refused _ -> before;
        };
    }

    private static String kindOf(MeetingOutcome outcome) {
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static MeetingEvent event(int kind, int number, int now) {
        return switch (kind) {
            case 0 -> new MeetingEvent.Cancel();
            case 1 -> new MeetingEvent.Reschedule(at(now + number - 5), at(now + number + 5));
            case 2 -> new MeetingEvent.Confirm();
            case 3 -> new MeetingEvent.DidNotTakePlace();
            case 4 -> new MeetingEvent.OtherDuration(minutes(number));
            case 5 -> new MeetingEvent.SeenAtDoor();
            case 6 -> new MeetingEvent.Dispute();
            case 7 -> resolve(number % 2 == 0 ? Verdict.HELD : Verdict.NOT_HELD);
            case 8 -> resolve(Verdict.LATE);
            default -> resolve(Verdict.WAIVED);
        };
    }

    private static MeetingEvent resolve(Verdict verdict) {
        return new MeetingEvent.Resolve(verdict, Optional.empty());
    }

    private static Instant at(int minute) {
        return ZERO.plus(minutes(minute));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    /** The rules as somebody would keep them with a pencil, a minute at a time. */
    private static final class Minutes {
        private final boolean verified;
        private final int late;
        private final int auto;
        private int start;
        private int end;
        private int passed;
        private String status = "upcoming";
        private boolean disputed;
        private long said;

        Minutes(boolean verified, int late, int auto, int start, int end) {
            this.verified = verified;
            this.late = late;
            this.auto = auto;
            this.start = start;
            this.end = end;
        }

        void until(int now) {
            while (passed < now) {
                passed++;
                tick();
            }
        }

        private void tick() {
            if (status.equals("upcoming") && passed == start) {
                status = "unconfirmed";
            }
            if (status.equals("unconfirmed") && passed == end + auto) {
                status = "confirmed";
            }
            if (status.equals("late-pending") && passed == end + auto && !disputed) {
                status = "late-cancelled";
            }
        }

        String happens(int kind, int number, int now) {
            boolean over = now >= end && status.equals("unconfirmed") && verified;
            boolean tooLate = late > 0 && start - now <= late;
            if (kind == 0 && status.equals("upcoming")) {
                status = tooLate ? "late-pending" : "gone";
                return "changed";
            }
            if (kind == 1 && status.equals("upcoming") && number > 5) {
                start = now + number - 5;
                end = now + number + 5;
                return tooLate ? "split" : "changed";
            }
            if (over && (kind == 2 || kind == 5)) {
                status = "confirmed";
                return "changed";
            }
            if (over && kind == 3) {
                status = "not-held";
                return "changed";
            }
            if (over && kind == 4 && number > 0) {
                status = "confirmed";
                said = number;
                return "changed";
            }
            return aboutDisputes(kind, number, now);
        }

        private String aboutDisputes(int kind, int number, int now) {
            boolean decided =
                    List.of("confirmed", "not-held", "late-pending", "late-cancelled")
                            .contains(status);
            if (kind == 6 && verified && decided && !disputed) {
                disputed = true;
                return "changed";
            }
            if (kind == 7 && disputed && now >= end) {
                return resolved(number % 2 == 0 ? "confirmed" : "not-held");
            }
            if (kind == 8 && disputed && late > 0) {
                return resolved("late-cancelled");
            }
            if (kind == 9 && disputed && status.startsWith("late")) {
                return resolved("gone");
            }
            return "refused";
        }

        private String resolved(String to) {
            status = to;
            disputed = false;
            said = 0;
            return "changed";
        }

        @Override
        public String toString() {
            return "%s late %d auto %d from %d to %d"
                    .formatted(verified ? "verified" : "unverified", late, auto, start, end);
        }
    }
}
