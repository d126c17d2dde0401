package io.turnout.hub.programs;

import io.turnout.hub.identity.Organization;
import io.turnout.hub.programs.MeetingBook.Change;
import io.turnout.hub.programs.MeetingBook.Outcome;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Reading;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What participants see and do of their own meetings. Nothing of notes on hours and of comments in
 * disputes can be asked for here.
 */
public final class ParticipantDesk {
    private static final int MOST = 500;
    private static final List<String> DEEDS =
            List.of("cancel", "move", "held", "not-held", "other", "dispute");

    private final Organization organization;
    private final MeetingQueries meetings;
    private final MeetingBook book;

    public ParticipantDesk(Organization organization, MeetingQueries meetings, MeetingBook book) {
        this.organization = organization;
        this.meetings = meetings;
        this.book = book;
    }

    /** A path with its hours, as its participants see it. */
    public record OwnPath(String program, String name, Optional<Path.Hours> hours) {}

    /** Whether there are programs that an attendee is in. */
    public boolean isIn(String event, long attendee) {
        return organization.programs()
                && (!meetings.pathsOf(event, attendee).isEmpty()
                        || !meetings.ofPerson(event, attendee, 1).isEmpty());
    }

    /** The paths of an attendee. */
    public List<OwnPath> paths(String event, long attendee) {
        requirePrograms();
        return meetings.pathsOf(event, attendee).stream()
                .map(path -> new OwnPath(path.program().name(), path.name(), meetings.hours(path)))
                .toList();
    }

    /** Their meetings but for those that are gone, the latest first. */
    public List<Meeting> meetings(String event, long attendee) {
        requirePrograms();
        return meetings.ofPerson(event, attendee, MOST);
    }

    /**
     * One of their meetings.
     *
     * @throws HttpProblem 404 where they take part in no such meeting
     */
    public Meeting meeting(String event, String id, long attendee) {
        requirePrograms();
        return MeetingId.find(id)
                .flatMap(known -> meetings.ofPerson(event, known, attendee))
                .orElseThrow(() -> HttpProblem.notFound("meeting", id));
    }

    /**
     * Their meetings as a calendar reads them, those that are gone too.
     *
     * @param title of the calendar
     */
    public String calendar(String event, long attendee, String title) {
        requirePrograms();
        return new MeetingCalendar(meetings.database()).of(event, attendee, title, MOST);
    }

    /** Who takes part in it. */
    public List<String> people(Meeting meeting) {
        return meetings.people(meeting.id()).stream().map(MeetingQueries.Person::name).toList();
    }

    /** Does what somebody wants with their meeting; empty where the form is not good. */
    public Optional<Outcome> does(Meeting meeting, Reading reading, ZoneId zone, long attendee) {
        MeetingEvent what = what(reading, zone);
        boolean disputes = what instanceof MeetingEvent.Dispute;
        String comment = disputes ? reading.lines("comment", 2_000) : "";
        if (disputes && comment.isEmpty()) {
            reading.refuse("comment", "form.missing");
        }
        if (!reading.isGood()) {
            return Optional.empty();
        }
        Change change =
                new Change(what, Optional.empty(), comment, new Actor.Participant(attendee));
        return Optional.of(book.happens(meeting.path().program().event(), meeting.id(), change));
    }

    private static MeetingEvent what(Reading reading, ZoneId zone) {
        return switch (reading.choice("do", DEEDS)) {
            case "cancel" -> new MeetingEvent.Cancel();
            case "held" -> new MeetingEvent.Confirm();
            case "not-held" -> new MeetingEvent.DidNotTakePlace();
            case "other" -> new MeetingEvent.OtherDuration(MeetingForm.minutes(reading));
            case "move" -> {
                MeetingForm.Times times = MeetingForm.times(reading, zone);
                yield new MeetingEvent.Reschedule(times.start(), times.end());
            }
            default -> new MeetingEvent.Dispute();
        };
    }

    private void requirePrograms() {
        if (!organization.programs()) {
            throw HttpProblem.notFound("page", "meetings");
        }
    }
}
