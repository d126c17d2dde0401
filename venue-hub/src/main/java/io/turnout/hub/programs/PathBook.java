package io.turnout.hub.programs;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Right;
import io.turnout.hub.web.SignedIn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The paths of programs: who is in them, who runs them, and their authorized hours. Thread-safe.
 */
public final class PathBook {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public PathBook(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Somebody in a path. */
    public record Member(long attendee, String number, String name, String role) {}

    /** A user of the hub who runs a path. */
    public record Admin(long user, String name) {}

    /** What its hours once were, and why; for its Program Admins alone. */
    public record Authorized(Optional<Duration> hours, String note, String who, long atMs) {}

    /** What came of a change. */
    public enum Outcome {
        DONE,
        NAME_TAKEN,
        UNKNOWN_PERSON,
        /** Somebody else changed it since the form was made. */
        STALE
    }

    /** A path of an event. */
    public Optional<Path> find(String event, PathId id) {
        return database.read(handle -> new ProgramRows(handle).path(id))
                .filter(path -> path.program().event().equals(event));
    }

    /** Whether somebody is a Program Admin of a path. */
    public boolean runs(SignedIn user, PathId path) {
        return admins(path).stream().anyMatch(admin -> admin.user() == user.user());
    }

    /** Whether somebody may see a path and do what is done with its meetings. */
    public boolean may(SignedIn user, Path path) {
        String event = path.program().event();
        return user.may(Right.CHANGE_PROGRAMS, event)
                || (user.may(Right.RUN_PATHS, event) && runs(user, path.id()));
    }

    /** Which paths of an event somebody may see, looked up once for all of them. */
    public Predicate<Path> seenBy(SignedIn user, String event) {
        if (user.may(Right.CHANGE_PROGRAMS, event)) {
            return _ -> true;
        }
        Set<Long> run =
                database.read(handle ->
                        handle.createQuery("SELECT path FROM path_admin WHERE hub_user = ?")
                                .bind(0, user.user())
                                .mapTo(Long.class)
                                .set());
        return path -> user.may(Right.RUN_PATHS, event) && run.contains(path.id().value());
    }

    /** Makes a path, with the hours that its program gives to new ones. */
    public Outcome make(Program program, String name, SignedIn by) {
        return database.write(handle -> {
            boolean taken =
                    new ProgramRows(handle)
                            .paths(program.id()).stream()
                                    .anyMatch(path -> path.name().equalsIgnoreCase(name));
            if (taken) {
                return Outcome.NAME_TAKEN;
            }
            handle.execute(
                    "INSERT INTO path (program, name, authorized_min) VALUES (?, ?, ?)",
                    program.id().value(),
                    name,
                    ProgramRows.minutes(program.hours()));
            String subject = ProgramBook.subject(program.event(), program.id());
            audit.add(handle, by.name(), "make path", subject, "");
            return Outcome.DONE;
        });
    }

    /** Those in a path, by name. */
    public List<Member> members(PathId path) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                SELECT a.id, a.number, a.given_name, a.family_name, q.role
                                FROM path_person q JOIN attendee a ON a.id = q.attendee
                                WHERE q.path = ? ORDER BY a.family_name, a.given_name, a.id
                                """)
                        .bind(0, path.value())
                        .map((row, _) ->
                                new Member(
                                        row.getLong(1),
                                        row.getString(2),
                                        (row.getString(3) + " " + row.getString(4)).strip(),
                                        row.getString(5)))
                        .list());
    }

    /** Puts somebody into a path, or in another role there. */
    public Outcome add(Path path, String number, String role, SignedIn by) {
        return database.write(handle -> {
            Optional<Long> attendee =
                    handle.createQuery("SELECT id FROM attendee WHERE event = ? AND number = ?")
                            .bind(0, path.program().event())
                            .bind(1, number)
                            .mapTo(Long.class)
                            .findOne();
            if (attendee.isEmpty()) {
                return Outcome.UNKNOWN_PERSON;
            }
            handle.execute(
                    "INSERT INTO path_person (path, attendee, role) VALUES (?, ?, ?)"
                            + " ON CONFLICT (path, attendee) DO UPDATE SET role = excluded.role",
                    path.id().value(),
                    attendee.get(),
                    role);
            String whom = "attendee " + attendee.get();
            audit.add(handle, by.name(), "add to path", subject(path), whom);
            return Outcome.DONE;
        });
    }

    /** Takes somebody out of a path; their meetings stay. */
    public void remove(Path path, long attendee, SignedIn by) {
        database.change(handle -> {
            int removed =
                    handle.execute(
                            "DELETE FROM path_person WHERE path = ? AND attendee = ?",
                            path.id().value(),
                            attendee);
            if (removed > 0) {
                String whom = "attendee " + attendee;
                audit.add(handle, by.name(), "remove from path", subject(path), whom);
            }
        });
    }

    /** The Program Admins of a path. */
    public List<Admin> admins(PathId path) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT u.id, u.name FROM path_admin a JOIN hub_user u"
                                        + " ON u.id = a.hub_user WHERE a.path = ? ORDER BY u.name")
                        .bind(0, path.value())
                        .map((row, _) -> new Admin(row.getLong(1), row.getString(2)))
                        .list());
    }

    /** Lets a user run a path. */
    public Outcome addAdmin(Path path, String name, SignedIn by) {
        return database.write(handle -> {
            Optional<Long> user =
                    handle.createQuery(
                                    "SELECT id FROM hub_user WHERE lower(name) = lower(?)"
                                            + " AND disabled = 0")
                            .bind(0, name)
                            .mapTo(Long.class)
                            .findOne();
            if (user.isEmpty()) {
                return Outcome.UNKNOWN_PERSON;
            }
            handle.execute(
                    "INSERT INTO path_admin (path, hub_user) VALUES (?, ?)"
                            + " ON CONFLICT (path, hub_user) DO NOTHING",
                    path.id().value(),
                    user.get());
            audit.add(handle, by.name(), "make program admin", subject(path), name);
            return Outcome.DONE;
        });
    }

    /** Lets a user run a path no more. */
    public void removeAdmin(Path path, long user, SignedIn by) {
        database.change(handle -> {
            int removed =
                    handle.execute(
                            "DELETE FROM path_admin WHERE path = ? AND hub_user = ?",
                            path.id().value(),
                            user);
            if (removed > 0) {
                audit.add(handle, by.name(), "end program admin", subject(path), "user " + user);
            }
        });
    }

    /**
     * Sets the authorized hours of a path (P-7).
     *
     * @param path with the version that the form was made from
     * @param note for its Program Admins alone; stands nowhere else, not even in the record
     */
    public Outcome authorize(Path path, Optional<Duration> hours, String note, SignedIn by) {
        return database.write(handle -> {
            int changed =
                    handle.execute(
                            "UPDATE path SET authorized_min = ?, version = version + 1"
                                    + " WHERE id = ? AND version = ?",
                            ProgramRows.minutes(hours),
                            path.id().value(),
                            path.version());
            if (changed == 0) {
                return Outcome.STALE;
            }
            handle.execute(
                    "INSERT INTO path_hours (path, authorized_min, note, by_whom, at_ms)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    path.id().value(),
                    ProgramRows.minutes(hours),
                    note,
                    by.name(),
                    clock.millis());
            String to = hours.map(time -> time.toMinutes() + " min").orElse("none");
            audit.add(handle, by.name(), "authorize hours", subject(path), to);
            return Outcome.DONE;
        });
    }

    /** How its hours came to be what they are, the latest first. */
    public List<Authorized> authorized(PathId path) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM path_hours WHERE path = ? ORDER BY seq DESC")
                        .bind(0, path.value())
                        .map((row, _) ->
                                new Authorized(
                                        ProgramRows.length(row, "authorized_min"),
                                        row.getString("note"),
                                        row.getString("by_whom"),
                                        row.getLong("at_ms")))
                        .list());
    }

    private static String subject(Path path) {
        return path.program().event() + "/paths/" + path.id();
    }
}
