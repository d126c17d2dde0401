package io.turnout.hub.programs;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.SignedIn;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The programs of events: made with their settings, which only few change later. Thread-safe. */
public final class ProgramBook {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    public ProgramBook(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** A program in the list, with the paths of it that the reader may see. */
    public record Listed(Program program, List<Path> paths) {
        public Listed {
            paths = List.copyOf(paths);
        }
    }

    /** What came of storing one. */
    public sealed interface Outcome {
        record Done(Program program) implements Outcome {}

        record NameTaken() implements Outcome {}

        /** Somebody else changed it since the form was made. */
        record Stale(Program now, Audit.Entry last) implements Outcome {}
    }

    /** The programs of an event, by name. */
    public List<Program> of(String event) {
        return database.read(handle -> new ProgramRows(handle).of(event));
    }

    public Optional<Program> find(String event, ProgramId id) {
        return database.read(handle -> new ProgramRows(handle).find(event, id));
    }

    /** The paths of a program, by name. */
    public List<Path> paths(ProgramId program) {
        return database.read(handle -> new ProgramRows(handle).paths(program));
    }

    /** Makes a program. */
    public Outcome make(Program wanted, SignedIn by) {
        return database.write(handle -> {
            ProgramRows rows = new ProgramRows(handle);
            if (rows.named(wanted.event(), wanted.name()).isPresent()) {
                return new Outcome.NameTaken();
            }
            rows.insert(wanted.since(clock.instant()), clock.millis());
            ProgramId id = rows.named(wanted.event(), wanted.name()).orElseThrow();
            audit.add(handle, by.name(), "make program", subject(wanted.event(), id), told(wanted));
            return new Outcome.Done(rows.find(wanted.event(), id).orElseThrow());
        });
    }

    /**
     * Changes what was chosen when it was made (P-6). What was decided stays; what was not follows
     * the new windows from now on.
     *
     * @param wanted with the version that it was made from
     */
    public Outcome change(Program wanted, String reason, SignedIn by) {
        return database.write(handle -> {
            ProgramRows rows = new ProgramRows(handle);
            Program now = rows.find(wanted.event(), wanted.id()).orElseThrow();
            if (now.version() != wanted.version()) {
                return new Outcome.Stale(now, audit.last(handle, subject(now.event(), now.id())));
            }
            rows.update(wanted.since(clock.instant()));
            Program changed = rows.find(wanted.event(), wanted.id()).orElseThrow();
            new MeetingRows(handle).followSettings(changed);
            String detail = "was " + told(now) + "; is " + told(changed) + "; " + reason;
            audit.add(handle, by.name(), "change program", subject(now.event(), now.id()), detail);
            return new Outcome.Done(changed);
        });
    }

    /** How the record calls a program. */
    static String subject(String event, ProgramId id) {
        return event + "/programs/" + id;
    }

    private static String told(Program program) {
        Verification rules = program.verification();
        String windows =
                rules.verified()
                        ? "late %s, auto-confirm %d min"
                                .formatted(
                                        rules.late()
                                                .map(time -> time.toMinutes() + " min")
                                                .orElse("never"),
                                        rules.autoConfirm().toMinutes())
                        : "not verified";
        return "%s, hours %s, by %s, door %d for %d min"
                .formatted(
                        windows,
                        program.hours().map(time -> time.toMinutes() + " min").orElse("none"),
                        program.hoursBy().name().toLowerCase(Locale.ROOT),
                        program.door().people(),
                        program.door().time().toMinutes());
    }
}
