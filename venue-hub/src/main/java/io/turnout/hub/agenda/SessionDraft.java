package io.turnout.hub.agenda;

import io.turnout.hub.agenda.Sessions.DoorSettings;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All of a session that an organizer can set, as it is or as it shall be.
 *
 * @param id empty for a new one
 * @param code what people and agendas call it; may be empty
 * @param day the agenda's day, which a talk after midnight shares with the evening before
 * @param presenters names in their order
 * @param groups those it is meant for
 * @param version of the session that this was made from; 0 for a new one
 */
public record SessionDraft(
        Optional<SessionId> id,
        String code,
        String title,
        RoomId room,
        LocalDate day,
        Instant start,
        Instant end,
        String track,
        List<String> presenters,
        String description,
        List<String> groups,
        DoorSettings door,
        Attendance attendance,
        long version) {
    /** The most fields of study that a session has. */
    public static final int MOST_STUDIES = 3;

    public SessionDraft {
        presenters = List.copyOf(presenters);
        groups = List.copyOf(groups);
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a session ends before it starts");
        }
    }

    /**
     * What it asks of attendees.
     *
     * @param checkInCode empty for none; not case sensitive
     * @param checkOutCode empty for none; not case sensitive
     * @param studies at most {@link #MOST_STUDIES}
     */
    public record Attendance(
            boolean checkIn,
            String checkInCode,
            boolean checkOut,
            String checkOutCode,
            List<Study> studies) {
        /** Nothing. */
        public static final Attendance NONE = new Attendance(false, "", false, "", List.of());

        public Attendance {
            studies = List.copyOf(studies);
            if (studies.size() > MOST_STUDIES) {
                throw new IllegalArgumentException("a session has three fields of study at most");
            }
        }
    }

    /** A field of study, and how many credits of it are earned. */
    public record Study(String name, BigDecimal credits) {}

    /** The same in another room. */
    public SessionDraft inRoom(RoomId other) {
        return with(id, code, other, presenters, door);
    }

    /** The same with other settings of its door. */
    public SessionDraft with(DoorSettings other) {
        return with(id, code, room, presenters, other);
    }

    /** The same with other presenters. */
    public SessionDraft presentedBy(List<String> names) {
        return with(id, code, room, names, door);
    }

    private SessionDraft with(
            Optional<SessionId> newId,
            String newCode,
            RoomId newRoom,
            List<String> names,
            DoorSettings newDoor) {
        return new SessionDraft(
                newId,
                newCode,
                title,
                newRoom,
                day,
                start,
                end,
                track,
                names,
                description,
                groups,
                newDoor,
                attendance,
                version);
    }
}
