package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.certificates.CertificateDesk;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.programs.ParticipantDesk;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.time.InstantSource;
import java.util.List;

/**
 * The pages by which attendees check in and out, and those on which that is set up.
 *
 * @param url where people reach the hub
 */
public record CheckinPages(
        Database database,
        Audit audit,
        EventBook events,
        HubDoor door,
        PersonalLinks links,
        CertificateDesk certificates,
        ParticipantDesk meetings,
        InstantSource clock,
        String url) {

    /** All of them. */
    public List<Feature> features(Pages pages, Frames frames) {
        GuestHttpService.Site site = new GuestHttpService.Site(database, events, pages, clock, url);
        GuestHttpService guests = new GuestHttpService(site);
        Guesses guesses = new Guesses(clock);
        CalendarLinks calendars = new CalendarLinks(database, clock);
        PinBook pins = new PinBook(database, audit);
        IdentifyHttpService identify = new IdentifyHttpService(guests, links, guesses);
        Presenting shown = new Presenting(database, door);
        MyHttpService my =
                new MyHttpService(
                        guests,
                        identify,
                        new MyHttpService.Ways(shown, pins, guesses, certificates, meetings));
        WallBook walls = new WallBook(database, audit, clock);
        Noticing noticing = new Noticing(database, clock);
        KioskBook kiosks = new KioskBook(database, audit, clock);
        KioskDesk desk = new KioskDesk(database, events, door, guesses, clock);
        PinsHttpService.Setting setting =
                new PinsHttpService.Setting(database, frames, pages, door, url);
        return List.of(
                Feature.closed(identify),
                Feature.closed(my),
                Feature.closed(new PartHttpService(guests, identify, my)),
                Feature.closed(
                        new SelfReportHttpService(guests, identify, shown, guesses, noticing)),
                Feature.closed(new NoticedHttpService(setting)),
                Feature.closed(new WayPagesHttpService(setting, audit)),
                Feature.closed(new WallHttpService(guests, identify, shown, walls, noticing)),
                Feature.closed(new WallPagesHttpService(setting, walls)),
                Feature.closed(new WallImagesHttpService(setting, walls)),
                Feature.closed(new KioskHttpService(guests, site, kiosks, desk)),
                Feature.closed(new KioskPagesHttpService(setting, kiosks)),
                Feature.closed(new MyBadgeHttpService(guests, identify)),
                Feature.closed(new MyMeetingsHttpService(guests, identify, meetings, calendars)),
                Feature.closed(new MyCalendarHttpService(guests, calendars, meetings, url)),
                Feature.closed(new MyCertificateHttpService(guests, identify, certificates)),
                Feature.closed(new PinsHttpService(setting, pins)),
                Feature.closed(new PinsApiHttpService(database, pins, door)),
                Feature.closed(new PersonalLinkHttpService(setting, links, audit)));
    }
}
