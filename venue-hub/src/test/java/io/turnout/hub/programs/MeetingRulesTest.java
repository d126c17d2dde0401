package io.turnout.hub.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.programs.MeetingEvent.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of meetings, transition by transition; the table in docs has the same rows. */
final class MeetingRulesTest {
    private static final Path TABLE =
            Path.of("src/test/resources/io/turnout/hub/programs/transitions.csv");
    private static final Path DOCS = Path.of("../docs/programs.md");
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));
    private static final Duration LATE = Duration.ofHours(24);
    private static final Duration AUTO = Duration.ofDays(2);
    private static final Pattern WHEN =
            Pattern.compile("(start|end)(?:([+-])(\\d+)h)?(?:([+-])(\\d+)ms)?");

    record Row(String from, String program, String event, String when, String becomes) {}

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName("P-3, P-4, P-9: every transition")
    void everyTransitionIsAsInTheTable(Row row) {
        Verification rules = rules(row.program());
        Instant now = when(row.when());
        MeetingState from = from(row.from());
        if (row.event().equals("time passes")) {
            List<MeetingRules.Step> steps = MeetingRules.settle(from, now, rules);
            MeetingState last = steps.isEmpty() ? from : steps.getLast().now();
            assertThat(said(last, from)).isEqualTo(row.becomes());
        } else {
            MeetingOutcome outcome = MeetingRules.decide(from, event(row.event()), now, rules);
            assertThat(said(outcome, from)).isEqualTo(row.becomes());
        }
    }

    @Test
    @DisplayName("The table of docs/programs.md is this table")
    void theDocsHaveTheSameTable() throws IOException {
        List<String> shown =
                Files.readAllLines(DOCS).stream()
                        .dropWhile(line -> !line.startsWith("| from |"))
                        .takeWhile(line -> line.startsWith("|"))
                        .filter(line -> !line.startsWith("|---"))
                        .toList();
        List<String> tested =
                Files.readAllLines(TABLE).stream()
                        .map(line -> "| " + line.replace(",", " | ") + " |")
                        .toList();
        assertThat(shown).isEqualTo(tested);
    }

    @Test
    @DisplayName("P-3: windows are counted in real time across DST")
    void aDayBeforeIsTwentyFourRealHours() {
        ZoneId zone = ZoneId.of("Europe/Brussels");
        Instant start = LocalDateTime.parse("2026-03-29T10:00").atZone(zone).toInstant();
        MeetingState meeting = MeetingState.booked(start, start.plusSeconds(3600));
        Instant byTheWall = LocalDateTime.parse("2026-03-28T10:00").atZone(zone).toInstant();
        Instant inRealTime = LocalDateTime.parse("2026-03-28T09:00").atZone(zone).toInstant();
        assertThat(start.minus(LATE)).isEqualTo(inRealTime).isNotEqualTo(byTheWall);
        assertThat(status(meeting, inRealTime.minusMillis(1))).isEqualTo(MeetingStatus.GONE);
        assertThat(status(meeting, inRealTime)).isEqualTo(MeetingStatus.LATE_PENDING);
        Instant autumn = LocalDateTime.parse("2026-10-24T16:00").atZone(zone).toInstant();
        MeetingState before = MeetingState.booked(autumn, autumn.plusSeconds(3600));
        Instant twoDaysByTheWall = LocalDateTime.parse("2026-10-26T17:00").atZone(zone).toInstant();
        assertThat(MeetingRules.settle(before, twoDaysByTheWall, rules("verified")))
                .extracting(MeetingRules.Step::at)
                .containsExactly(autumn, twoDaysByTheWall.minus(Duration.ofHours(1)));
    }

    @Test
    @DisplayName("P-4: what the clock decides has its due time, not that of catching up")
    void stepsCarryTheirDueTime() {
        MeetingState meeting = MeetingState.booked(START, END);
        Instant later = END.plus(Duration.ofDays(9));
        assertThat(MeetingRules.settle(meeting, later, rules("verified")))
                .extracting(step -> step.now().status() + " " + step.at())
                .containsExactly("UNCONFIRMED " + START, "CONFIRMED " + END.plus(AUTO));
    }

    @Test
    @DisplayName("P-6: a window that new settings have shortened is over when they begin")
    void newSettingsDecideNothingBeforeThem() {
        Instant since = END.plus(Duration.ofHours(30));
        Verification shorter = new Verification(true, Optional.empty(), Duration.ofHours(1), since);
        MeetingState waiting =
                MeetingState.booked(START, END).become(MeetingStatus.UNCONFIRMED, DecidedBy.TIME);
        assertThat(MeetingRules.due(waiting, shorter)).contains(since);
    }

    private static MeetingStatus status(MeetingState meeting, Instant cancelled) {
        MeetingOutcome outcome =
                MeetingRules.decide(
                        meeting, new MeetingEvent.Cancel(), cancelled, rules("verified"));
        return ((MeetingOutcome.Changed) outcome).now().status();
    }

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3], cells[4]));
    }

    private static Verification rules(String program) {
        return switch (program) {
            case "verified" -> new Verification(true, Optional.of(LATE), AUTO, Instant.EPOCH);
            case "no late cancels" -> new Verification(true, Optional.empty(), AUTO, Instant.EPOCH);
            case "unverified" -> Verification.none(Instant.EPOCH);
            default -> throw new IllegalArgumentException(program);
        };
    }

    private static Instant when(String text) {
        Matcher parts = WHEN.matcher(text);
        assertThat(parts.matches()).as(text).isTrue();
        Instant at = parts.group(1).equals("start") ? START : END;
        long hours = parts.group(3) == null ? 0 : Long.parseLong(parts.group(3));
        long millis = parts.group(5) == null ? 0 : Long.parseLong(parts.group(5));
        Instant moved = at.plus(Duration.ofHours("-".equals(parts.group(2)) ? -hours : hours));
        return moved.plusMillis("-".equals(parts.group(4)) ? -millis : millis);
    }

    private static MeetingState from(String text) {
        MeetingStatus status = MeetingStatus.of(text.split(" ", -1)[0]);
        DecidedBy by =
                switch (status) {
                    case UPCOMING, UNCONFIRMED -> DecidedBy.TIME;
                    case CONFIRMED, NOT_HELD, LATE_PENDING, LATE_CANCELLED, GONE ->
                            DecidedBy.PERSON;
                };
        return new MeetingState(
                status, by, START, END, Optional.empty(), text.endsWith(" disputed"));
    }

    private static MeetingEvent event(String text) {
        Instant later = END.plus(Duration.ofDays(7));
        Duration length = Duration.ofMinutes(45);
        return switch (text) {
            case "cancel" -> new MeetingEvent.Cancel();
            case "reschedule" -> new MeetingEvent.Reschedule(later, later.plusSeconds(60));
            case "reschedule to the past" ->
                    new MeetingEvent.Reschedule(when("start-48h"), when("start-24h"));
            case "reschedule to no length" -> new MeetingEvent.Reschedule(later, later);
            case "confirm" -> new MeetingEvent.Confirm();
            case "did not take place" -> new MeetingEvent.DidNotTakePlace();
            case "other duration" -> new MeetingEvent.OtherDuration(length);
            case "other duration of nothing" -> new MeetingEvent.OtherDuration(Duration.ZERO);
            case "seen at the door" -> new MeetingEvent.SeenAtDoor();
            case "dispute" -> new MeetingEvent.Dispute();
            case "resolve as held" -> resolve(Verdict.HELD, Optional.empty());
            case "resolve as held for 45 min" -> resolve(Verdict.HELD, Optional.of(length));
            case "resolve as not held" -> resolve(Verdict.NOT_HELD, Optional.empty());
            case "resolve as late" -> resolve(Verdict.LATE, Optional.empty());
            case "resolve as waived" -> resolve(Verdict.WAIVED, Optional.empty());
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static MeetingEvent resolve(Verdict verdict, Optional<Duration> length) {
        return new MeetingEvent.Resolve(verdict, length);
    }

    private static String said(MeetingOutcome outcome, MeetingState from) {
        return switch (outcome) {
            case MeetingOutcome.Changed(MeetingState now) -> said(now, from);
            case MeetingOutcome.Split(MeetingState old, MeetingState fresh) ->
                    said(old, from)
                            + (fresh.status() == MeetingStatus.UPCOMING ? " and a new one" : "");
            case MeetingOutcome.Refused(MeetingOutcome.Reason reason) -> "refused: " + reason.key();
        };
    }

    private static String said(MeetingState now, MeetingState from) {
        return now.status().key()
                + (now.disputed() ? " disputed" : "")
                + now.said().map(length -> " for " + length.toMinutes() + " min").orElse("")
                + (" by " + now.by().key())
                + (now.start().equals(from.start()) ? "" : " at the new time");
    }
}
