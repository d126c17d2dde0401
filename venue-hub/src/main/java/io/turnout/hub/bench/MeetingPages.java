package io.turnout.hub.bench;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.Events;
import io.turnout.hub.certificates.CertificateDesk;
import io.turnout.hub.checkin.Arrival;
import io.turnout.hub.checkin.CheckinPages;
import io.turnout.hub.checkin.HubDoor;
import io.turnout.hub.checkin.PersonalLinks;
import io.turnout.hub.credit.StoredCredits;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.BadgeDesk;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.programs.ProgramDesk;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The pages of programs for those who run them, and those that participants have. */
record MeetingPages(ProgramDesk programs, CheckinPages own, CertificateDesk certificates)
        implements AutoCloseable {
    private static final String URL = "http://127.0.0.1";

    static MeetingPages open(Scratch scratch, InstantSource clock) throws CannotStart {
        Database database = scratch.database();
        Audit audit = new Audit(clock);
        EventBook events = new EventBook(database, new Events(database, audit, clock), audit);
        ProgramDesk programs =
                ProgramDesk.start(
                        new ProgramDesk.Ground(database, audit, clock),
                        _ -> {},
                        (_, _) -> URL,
                        _ -> {});
        CertificateDesk certificates =
                CertificateDesk.start(
                        new CertificateDesk.Ground(database, audit, clock, URL),
                        events,
                        new PeopleBook(database, audit, _ -> {}),
                        new StoredCredits(database, clock),
                        _ -> {});
        BadgeDesk badges = new BadgeDesk(database, audit, clock, _ -> {}, _ -> {});
        HubDoor door =
                new HubDoor(
                        database,
                        HubDoor.Clocks.of(clock),
                        new Arrival.Source(badges, EventKeys.open(scratch.folder())));
        CheckinPages own =
                new CheckinPages(
                        database,
                        audit,
                        events,
                        door,
                        PersonalLinks.open(scratch.folder(), clock),
                        certificates,
                        programs.participants(),
                        clock,
                        URL);
        return new MeetingPages(programs, own, certificates);
    }

    List<Feature> features(Pages pages, Frames frames) {
        List<Feature> features = new ArrayList<>(programs.features(pages, frames));
        features.addAll(own.features(pages, frames));
        return features;
    }

    @Override
    public void close() {
        programs.close();
        certificates.close();
    }
}
