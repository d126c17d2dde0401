package io.turnout.hub.programs;

import io.turnout.hub.agenda.Rooms;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Organization;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Programs with all that belongs to them, and the clock that moves their meetings. */
public final class ProgramDesk implements AutoCloseable {
    private final Ground ground;
    private final Organization organization;
    private final MeetingQueries meetings;
    private final MeetingClock clock;
    private final MeetingBook book;
    private final Consumer<String> changed;

    private ProgramDesk(Ground ground, MeetingClock clock, Consumer<String> lists) {
        this.ground = ground;
        this.organization = new Organization(ground.database(), ground.audit());
        this.meetings = new MeetingQueries(ground.database());
        this.clock = clock;
        this.changed =
                event -> {
                    clock.changed();
                    lists.accept(event);
                };
        this.book = new MeetingBook(ground.database(), ground.clock(), changed);
    }

    /** What it stands on. */
    public record Ground(Database database, Audit audit, InstantSource clock) {}

    /**
     * Starts, with what came to be due while the hub was down.
     *
     * @param lists is told the id of an event where doors have other meetings, after the commit
     */
    public static ProgramDesk start(
            Ground ground, Mailer mailer, Notices.Links links, Consumer<String> lists) {
        Notices notices = new Notices(ground.database(), ground.clock(), mailer, links);
        return new ProgramDesk(
                ground,
                MeetingClock.start(ground.database(), ground.clock(), notices, lists),
                lists);
    }

    /** Attendance may have read more at the doors. */
    public void read() {
        clock.changed();
    }

    /** What participants see and do. */
    public ParticipantDesk participants() {
        return new ParticipantDesk(organization, meetings, book);
    }

    /** Lists of meetings that come in. */
    public MeetingImport imports() {
        return new MeetingImport(ground.database(), ground.audit(), ground.clock(), changed);
    }

    /** The pages of those who run programs. */
    public List<Feature> features(Pages pages, Frames frames) {
        ProgramBook programs = new ProgramBook(ground.database(), ground.audit(), ground.clock());
        PathBook paths = new PathBook(ground.database(), ground.audit(), ground.clock());
        ProgramFrames around = new ProgramFrames(organization, programs, paths, meetings, frames);
        Rooms rooms = new Rooms(ground.database(), ground.audit());
        return List.of(
                Feature.closed(new ProgramsHttpService(around, clock::changed, pages)),
                Feature.closed(new PathHttpService(around, pages)),
                Feature.closed(
                        new ProgramExportHttpService(around, new ProgramExport(ground.database()))),
                Feature.closed(new MeetingHttpService(around, book, rooms, pages)),
                Feature.closed(new MeetingApiHttpService(around, book, imports())));
    }

    @Override
    public void close() {
        clock.close();
    }
}
