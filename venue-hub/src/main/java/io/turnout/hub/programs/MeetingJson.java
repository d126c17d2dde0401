package io.turnout.hub.programs;

import io.turnout.hub.programs.MeetingQueries.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Programs, paths and meetings as programs get them. The notes on hours are in none of it: they are
 * for people who run the path, on its page.
 */
final class MeetingJson {
    private MeetingJson() {}

    /** Hours of a path, in minutes; what remains may be less than nothing. */
    record HoursAnswer(long authorizedMinutes, long usedMinutes, long remainingMinutes) {
        static @Nullable HoursAnswer of(Optional<Path.Hours> hours) {
            return hours.map(one ->
                            new HoursAnswer(
                                    one.authorized().toMinutes(),
                                    one.used().toMinutes(),
                                    one.remaining().toMinutes()))
                    .orElse(null);
        }
    }

    /** A path in the list of its program, with what became of its meetings. */
    record PathRow(
            long id,
            String name,
            long open,
            long confirmed,
            long late,
            long notHeld,
            @Nullable HoursAnswer hours) {
        PathRow(Totals one) {
            this(
                    one.path().id().value(),
                    one.path().name(),
                    one.open(),
                    one.confirmed(),
                    one.late(),
                    one.notHeld(),
                    HoursAnswer.of(one.hours()));
        }
    }

    /** A program as it is set. */
    record ProgramAnswer(
            long id,
            String kind,
            String name,
            List<String> roles,
            boolean verified,
            @Nullable Long lateMinutes,
            @Nullable Long autoConfirmMinutes,
            String hoursBy,
            int doorPeople,
            long doorMinutes,
            List<PathRow> paths) {
        ProgramAnswer(Program program, List<PathRow> paths) {
            this(
                    program.id().value(),
                    program.kind().name().toLowerCase(Locale.ROOT),
                    program.name(),
                    program.roles(),
                    program.verification().verified(),
                    minutes(program.verification().late()),
                    program.verification().verified()
                            ? program.verification().autoConfirm().toMinutes()
                            : null,
                    program.hoursBy().name().toLowerCase(Locale.ROOT),
                    program.door().people(),
                    program.door().time().toMinutes(),
                    paths);
        }
    }

    /** Somebody in a path, by their number. */
    record MemberAnswer(String attendee, String role) {}

    /** A path with who is in it. */
    record PathAnswer(
            long id,
            long program,
            String name,
            @Nullable HoursAnswer hours,
            List<MemberAnswer> people) {
        PathAnswer(Path path, Optional<Path.Hours> hours, List<PathBook.Member> members) {
            this(
                    path.id().value(),
                    path.program().id().value(),
                    path.name(),
                    HoursAnswer.of(hours),
                    members.stream()
                            .map(one -> new MemberAnswer(one.number(), one.role()))
                            .toList());
        }
    }

    /** A meeting as it is now. */
    record MeetingAnswer(
            long id,
            String key,
            long path,
            String room,
            String start,
            String end,
            String status,
            String decidedBy,
            boolean disputed,
            @Nullable Long minutesSaid,
            @Nullable Long minutesAtDoor,
            @Nullable Long insteadOf,
            List<String> attendees) {
        MeetingAnswer(Meeting meeting, List<String> attendees) {
            this(
                    meeting.id().value(),
                    meeting.key(),
                    meeting.path().id().value(),
                    meeting.room().value(),
                    meeting.state().start().toString(),
                    meeting.state().end().toString(),
                    meeting.state().status().key(),
                    meeting.state().by().key(),
                    meeting.state().disputed(),
                    minutes(meeting.state().said()),
                    minutes(meeting.door().map(DoorTimes::together)),
                    meeting.insteadOf().map(MeetingId::value).orElse(null),
                    attendees);
        }
    }

    /** A step of a meeting's history. */
    record StepAnswer(
            String what, String status, String since, String noted, @Nullable String who) {
        StepAnswer(MeetingQueries.Step one) {
            this(
                    one.what(),
                    one.status().key(),
                    time(one.atMs()),
                    time(one.notedMs()),
                    one.who().isEmpty() ? null : one.who());
        }
    }

    /** What was said in a dispute. */
    record CommentAnswer(String who, String comment, String at) {
        CommentAnswer(MeetingQueries.Comment one) {
            this(one.who(), one.comment(), time(one.atMs()));
        }
    }

    /** A meeting with how it came to be what it is, and what was said of it. */
    record WholeAnswer(
            MeetingAnswer meeting, List<StepAnswer> history, List<CommentAnswer> comments) {}

    /** What else is in a room at a time. */
    record ConflictAnswer(String kind, String title, String start, String end) {
        ConflictAnswer(MeetingQueries.Conflict one) {
            this(
                    one.meeting() ? "meeting" : "session",
                    one.title(),
                    time(one.startMs()),
                    time(one.endMs()));
        }
    }

    /** What a meeting would be. */
    record StateAnswer(String status, String decidedBy, String start, String end) {
        StateAnswer(MeetingState state) {
            this(
                    state.status().key(),
                    state.by().key(),
                    state.start().toString(),
                    state.end().toString());
        }
    }

    /**
     * What was done, or would be.
     *
     * @param meeting as it is now; absent where nothing was done
     * @param becomes what the meeting would be; absent where it was done
     * @param another what a new one would be in place of one that is put off too late
     */
    record EffectAnswer(
            @Nullable MeetingAnswer meeting,
            @Nullable StateAnswer becomes,
            @Nullable StateAnswer another,
            List<ConflictAnswer> conflicts) {
        static EffectAnswer done(MeetingAnswer meeting, List<ConflictAnswer> conflicts) {
            return new EffectAnswer(meeting, null, null, conflicts);
        }
    }

    private static @Nullable Long minutes(Optional<Duration> length) {
        return length.map(Duration::toMinutes).orElse(null);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
