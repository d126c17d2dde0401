package io.turnout.hub.programs;

import io.turnout.hub.programs.MeetingBook.Draft;
import io.turnout.hub.programs.MeetingEvent.Verdict;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Json;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.RoomId;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What programs want of meetings, as they send it. */
final class MeetingWish {
    private static final int LONGEST = 2_000;

    private MeetingWish() {}

    /**
     * A meeting to be.
     *
     * @param attendees their numbers
     * @param dryRun only say what would come of it
     */
    record Booking(
            @Nullable String room,
            @Nullable String start,
            @Nullable String end,
            @Nullable List<String> attendees,
            @Nullable Boolean dryRun) {
        boolean isTrial() {
            return Boolean.TRUE.equals(dryRun);
        }

        /**
         * The meeting.
         *
         * @param members who is in its path
         */
        Draft draft(List<PathBook.Member> members) {
            return new Draft(
                    known(room),
                    Json.time(start, "start"),
                    Json.time(end, "end"),
                    attendees(members));
        }

        private SortedSet<Long> attendees(List<PathBook.Member> members) {
            Map<String, Long> known = new HashMap<>();
            members.forEach(member -> known.put(member.number(), member.attendee()));
            List<String> wanted = attendees == null ? List.of() : attendees;
            if (wanted.isEmpty() || !known.keySet().containsAll(wanted)) {
                throw HttpProblem.badField("attendees", "Numbers of attendees in the path.");
            }
            SortedSet<Long> found = new TreeSet<>();
            wanted.forEach(number -> found.add(Objects.requireNonNull(known.get(number))));
            return found;
        }
    }

    /**
     * What is to happen to a meeting.
     *
     * @param event cancel, reschedule, confirm, not-held or resolve
     * @param minutes how long it took
     * @param comment for those who run the path alone
     * @param dryRun only say what would become of it
     */
    record Deed(
            @Nullable String event,
            @Nullable String room,
            @Nullable String start,
            @Nullable String end,
            @Nullable Integer minutes,
            @Nullable String verdict,
            @Nullable String comment,
            @Nullable Boolean dryRun) {
        boolean isTrial() {
            return Boolean.TRUE.equals(dryRun);
        }

        Optional<RoomId> toRoom() {
            return Optional.ofNullable(room).map(MeetingWish::known);
        }

        String said() {
            String said = comment == null ? "" : comment.strip();
            if (said.length() > LONGEST) {
                throw HttpProblem.badField("comment", "At most " + LONGEST + " characters.");
            }
            return said;
        }

        MeetingEvent what() {
            return switch (event == null ? "" : event) {
                case "cancel" -> new MeetingEvent.Cancel();
                case "reschedule" ->
                        new MeetingEvent.Reschedule(
                                Json.time(start, "start"), Json.time(end, "end"));
                case "confirm" ->
                        length().<MeetingEvent>map(MeetingEvent.OtherDuration::new)
                                .orElseGet(MeetingEvent.Confirm::new);
                case "not-held" -> new MeetingEvent.DidNotTakePlace();
                case "resolve" -> resolve();
                default ->
                        throw HttpProblem.badField(
                                "event", "cancel, reschedule, confirm, not-held or resolve.");
            };
        }

        private MeetingEvent resolve() {
            Verdict found =
                    Arrays.stream(Verdict.values())
                            .filter(one -> key(one).equals(verdict))
                            .findFirst()
                            .orElseThrow(() ->
                                    HttpProblem.badField(
                                            "verdict", "held, not-held, late or waived."));
            return new MeetingEvent.Resolve(
                    found, found == Verdict.HELD ? length() : Optional.empty());
        }

        private static String key(Verdict verdict) {
            return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private Optional<Duration> length() {
            long most = MeetingRules.LONGEST.toMinutes();
            if (minutes != null && (minutes < 1 || minutes > most)) {
                throw HttpProblem.badField("minutes", "1 to " + most + ".");
            }
            return Optional.ofNullable(minutes).map(Duration::ofMinutes);
        }
    }

    private static RoomId known(@Nullable String room) {
        if (room == null || !Ids.valid(room)) {
            throw HttpProblem.badField("room", "The id of a room of the event.");
        }
        return new RoomId(room);
    }
}
