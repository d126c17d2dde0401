package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.identity.Audit;
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
        InstantSource clock,
        String url) {

    /** All of them. */
    public List<Feature> features(Pages pages, Frames frames) {
        GuestHttpService guests =
                new GuestHttpService(
                        new GuestHttpService.Site(database, events, pages, clock, url));
        Guesses guesses = new Guesses(clock);
        PinBook pins = new PinBook(database, audit);
        IdentifyHttpService identify = new IdentifyHttpService(guests, links, guesses);
        return List.of(
                Feature.closed(identify),
                Feature.closed(
                        new MyHttpService(
                                guests, identify, new MyHttpService.Ways(door, pins, guesses))),
                Feature.closed(
                        new PinsHttpService(
                                new PinsHttpService.Setting(database, frames, pages, url),
                                pins,
                                door)),
                Feature.closed(new PinsApiHttpService(database, pins, door)),
                Feature.closed(
                        new PersonalLinkHttpService(
                                new PinsHttpService.Setting(database, frames, pages, url),
                                links,
                                audit)));
    }
}
