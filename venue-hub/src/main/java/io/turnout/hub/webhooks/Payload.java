package io.turnout.hub.webhooks;

import io.turnout.hub.attendance.AttendanceChange;
import io.turnout.hub.attendance.AttendanceChange.CheckedIn;
import io.turnout.hub.attendance.AttendanceChange.CheckedOut;
import io.turnout.hub.attendance.AttendanceChange.Corrected;
import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.hub.attendance.ScanName;
import io.turnout.hub.web.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent: numbers and codes that the receiver knows from its own lists, and times; never an
 * attendee's name, address or badge.
 */
final class Payload {
    private final Instant now;

    Payload(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.MILLIS); // as exact as all other times
    }

    /**
     * Whom and what a change is of, as other programs know it.
     *
     * @param attendee the number
     * @param code what an agenda calls the session; empty for nothing
     */
    record Subject(String event, String attendee, String session, String code) {}

    private record Envelope(String type, String timestamp, Object data) {}

    private record Scan(String unit, String journal, long number) {
        /** None where nothing was read: a correction says it. */
        static @Nullable Scan of(Optional<ScanName> name) {
            return name.filter(read -> read.correction().isEmpty())
                    .map(read -> new Scan(read.unit(), read.epoch(), read.number()))
                    .orElse(null);
        }
    }

    private record In(
            String event,
            String attendee,
            String session,
            String code,
            int visit,
            String checkedIn,
            @Nullable Scan scan,
            @Nullable Long correction) {}

    private record Out(
            String event,
            String attendee,
            String session,
            String code,
            int visit,
            String checkedIn,
            String checkedOut,
            String endedBy,
            @Nullable Scan scan,
            @Nullable Long correction) {}

    private record Visit(String checkedIn, @Nullable String checkedOut, @Nullable String endedBy) {
        Visit(Interval one) {
            this(
                    one.start().toString(),
                    one.closedBy().isEvidence() ? one.end().toString() : null,
                    one.closedBy().isEvidence() ? one.closedBy().key() : null);
        }
    }

    private record Now(
            String event,
            String attendee,
            String session,
            String code,
            boolean inside,
            List<Visit> visits) {}

    private record Test(String event, String message) {}

    /** The kind of a change. */
    static EventKind kind(AttendanceChange change) {
        return switch (change) {
            case CheckedIn _ -> EventKind.CHECKED_IN;
            case CheckedOut _ -> EventKind.CHECKED_OUT;
            case Corrected _ -> EventKind.CORRECTED;
        };
    }

    /** The body that tells of a change. */
    String of(Subject of, AttendanceChange change) {
        return switch (change) {
            case CheckedIn(_, _, int place, Interval visit) ->
                    body(EventKind.CHECKED_IN, visit.start(), in(of, place, visit));
            case CheckedOut(_, _, int place, Interval visit) ->
                    body(EventKind.CHECKED_OUT, visit.end(), out(of, place, visit));
            case Corrected(_, _, List<Interval> visits) ->
                    body(EventKind.CORRECTED, now, now(of, visits));
        };
    }

    /** The body of a test. */
    String test(String event) {
        return body(EventKind.TEST, now, new Test(event, "This is a test. Nobody came or went."));
    }

    private static In in(Subject of, int place, Interval visit) {
        return new In(
                of.event(),
                of.attendee(),
                of.session(),
                of.code(),
                place + 1,
                visit.start().toString(),
                Scan.of(Optional.of(visit.opening())),
                visit.opening().correction().orElse(null));
    }

    private static Out out(Subject of, int place, Interval visit) {
        return new Out(
                of.event(),
                of.attendee(),
                of.session(),
                of.code(),
                place + 1,
                visit.start().toString(),
                visit.end().toString(),
                visit.closedBy().key(),
                Scan.of(visit.closing()),
                visit.closing().flatMap(ScanName::correction).orElse(null));
    }

    private static Now now(Subject of, List<Interval> visits) {
        return new Now(
                of.event(),
                of.attendee(),
                of.session(),
                of.code(),
                !visits.isEmpty() && !visits.getLast().closedBy().isEvidence(),
                visits.stream().map(Visit::new).toList());
    }

    private static String body(EventKind kind, Instant at, Object data) {
        return Json.text(new Envelope(kind.key(), at.toString(), data));
    }
}
