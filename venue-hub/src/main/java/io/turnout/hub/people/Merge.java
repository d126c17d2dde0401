package io.turnout.hub.people;

import io.turnout.hub.agenda.EventChanged;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes one attendee of two. Badges move, and with them every scan: scans name a badge, not a
 * person. What corrections say of the one is then said of the other. Attendance is folded anew.
 * Thread-safe.
 */
public final class Merge {
    private final Database database;
    private final Audit audit;
    private final Withdrawal withdrawal;
    private final EventChanged changed;

    /**
     * @param withdrawal takes back what was told of whoever is no more
     * @param changed is told afterwards, and folds the attendance of the event anew
     */
    public Merge(Database database, Audit audit, Withdrawal withdrawal, EventChanged changed) {
        this.database = database;
        this.audit = audit;
        this.withdrawal = withdrawal;
        this.changed = changed;
    }

    /**
     * What a merge does.
     *
     * @param kept who stays; their own fields win, and empty ones are filled
     * @param gone who is no more afterwards
     * @param registrations and targets and groups that the kept one does not have yet
     */
    public record Preview(
            Attendee kept,
            Attendee gone,
            long badges,
            long registrations,
            long targets,
            long groups,
            boolean attendance) {}

    /** What would move; empty where either is not there or both are the same. */
    public Optional<Preview> preview(EventFacts event, long kept, long gone) {
        return database.read(handle -> preview(handle, event, kept, gone));
    }

    /** Merges; empty where either is not there or both are the same. */
    public Optional<Preview> run(EventFacts event, long kept, long gone, String who) {
        Optional<Preview> merged =
                database.write(handle -> {
                    Optional<Preview> preview = preview(handle, event, kept, gone);
                    preview.ifPresent(moves -> run(handle, event, moves, who));
                    return preview;
                });
        merged.ifPresent(_ -> changed.happened(event.id()));
        return merged;
    }

    private static Optional<Preview> preview(
            Handle handle, EventFacts event, long kept, long gone) {
        Optional<Attendee> first = PeopleBook.find(handle, event.id(), kept);
        Optional<Attendee> second = PeopleBook.find(handle, event.id(), gone);
        if (kept == gone || first.isEmpty() || second.isEmpty() || isErased(first, second)) {
            return Optional.empty();
        }
        return Optional.of(
                new Preview(
                        first.get(),
                        second.get(),
                        moving(handle, "badge", "fingerprint", kept, gone),
                        moving(handle, "registration", "session", kept, gone),
                        moving(handle, "target_person", "session", kept, gone),
                        moving(handle, "attendee_group", "name", kept, gone),
                        PeopleBook.hasAttendance(handle, gone)));
    }

    /** Of whom nothing is known, nothing is known that could be another's. */
    private static boolean isErased(Optional<Attendee> first, Optional<Attendee> second) {
        return first.get().erased() || second.get().erased();
    }

    private static long moving(Handle handle, String table, String column, long kept, long gone) {
        return handle.createQuery(
                        "SELECT count(*) FROM <table> WHERE attendee = :gone AND <column> NOT IN"
                                + " (SELECT <column> FROM <table> WHERE attendee = :kept)")
                .define("table", table)
                .define("column", column)
                .bind("gone", gone)
                .bind("kept", kept)
                .mapTo(Long.class)
                .one();
    }

    private void run(Handle handle, EventFacts event, Preview moves, String who) {
        long kept = moves.kept().id();
        long gone = moves.gone().id();
        handle.execute("UPDATE badge SET attendee = ? WHERE attendee = ?", kept, gone);
        handle.execute("UPDATE correction_line SET attendee = ? WHERE attendee = ?", kept, gone);
        move(handle, "registration", "session", kept, gone);
        move(handle, "target_person", "session", kept, gone);
        move(handle, "attendee_group", "name", kept, gone);
        moveMeetings(handle, kept, gone);
        fillEmpty(handle, moves);
        OwnFields.fillEmpty(handle, kept, gone);
        handle.execute("UPDATE certificate SET attendee = ? WHERE attendee = ?", kept, gone);
        withdrawal.of(handle, gone);
        handle.execute("UPDATE webhook_delivery SET attendee = ? WHERE attendee = ?", kept, gone);
        PeopleBook.erase(handle, gone);
        AttendeeSearch.forget(handle, kept);
        AttendeeSearch.catchUp(handle, event.id().value());
        audit.add(
                handle,
                who,
                "merge attendees",
                PeopleBook.subject(event.id(), kept),
                "%d into %d: %d badges, %d registrations, %d targets, %d groups"
                        .formatted(
                                gone,
                                kept,
                                moves.badges(),
                                moves.registrations(),
                                moves.targets(),
                                moves.groups()));
    }

    private static void move(Handle handle, String table, String column, long kept, long gone) {
        handle.createUpdate(
                        "INSERT INTO <table> (attendee, <column>) SELECT :kept, <column>"
                                + " FROM <table> WHERE attendee = :gone AND <column> NOT IN"
                                + " (SELECT <column> FROM <table> WHERE attendee = :kept)")
                .define("table", table)
                .define("column", column)
                .bind("kept", kept)
                .bind("gone", gone)
                .execute();
    }

    private static void moveMeetings(Handle handle, long kept, long gone) {
        move(handle, "meeting_person", "meeting", kept, gone);
        handle.execute(
                "INSERT INTO path_person (path, attendee, role) SELECT path, ?, role FROM path_person"
                        + " WHERE attendee = ?"
                        + " AND path NOT IN (SELECT path FROM path_person WHERE attendee = ?)",
                kept,
                gone,
                kept);
        handle.execute(
                "UPDATE calendar_link SET attendee = ? WHERE attendee = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM calendar_link WHERE attendee = ?)",
                kept,
                gone,
                kept);
        handle.execute("UPDATE meeting_step SET by_person = ? WHERE by_person = ?", kept, gone);
        handle.execute("UPDATE meeting_comment SET by_person = ? WHERE by_person = ?", kept, gone);
    }

    private static void fillEmpty(Handle handle, Preview moves) {
        Attendee.Details mine = moves.kept().details();
        Attendee.Details theirs = moves.gone().details();
        handle.execute(
                "UPDATE attendee SET email = ?, licence_number = ?, version = version + 1"
                        + " WHERE id = ?",
                mine.email().isEmpty() ? theirs.email() : mine.email(),
                mine.licenceNumber().isEmpty() ? theirs.licenceNumber() : mine.licenceNumber(),
                moves.kept().id());
    }
}
