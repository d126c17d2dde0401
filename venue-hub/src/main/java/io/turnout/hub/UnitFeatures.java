package io.turnout.hub;

import io.turnout.hub.agenda.SessionDesk;
import io.turnout.hub.fleet.DoorBook;
import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.Swaps;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.importing.HeldFiles;
import io.turnout.hub.importing.ImportPageHttpService;
import io.turnout.hub.swap.Recovery;
import io.turnout.hub.swap.SwapDesk;
import io.turnout.hub.swap.SwapPagesHttpService;
import io.turnout.hub.trust.Enrolment;
import io.turnout.hub.trust.ManyUnits;
import io.turnout.hub.trust.TrustHttpService;
import io.turnout.hub.trust.TrustPagesHttpService;
import io.turnout.hub.trust.UnitDoorHttpService;
import io.turnout.hub.trust.UnitImport;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Right;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who units are to the hub, one by one and many at once.
 *
 * @param changed is told the id of an event whose units changed
 */
record UnitFeatures(
        Ground ground,
        Venue venue,
        SessionDesk desk,
        InstantSource clock,
        Consumer<String> changed) {
    private static final ImportPageHttpService.At LIST =
            new ImportPageHttpService.At(
                    "/events/{event}/units/import",
                    Right.CHANGE_DOORS,
                    "unitsImport.jte",
                    "field.list");

    /** Few lists of units take longer to look at. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    List<Feature> all(Pages pages) {
        DoorBook doors = new DoorBook(ground.database(), ground.audit());
        Optional<TrustPagesHttpService.Door> door = venue.trust().map(this::door);
        Optional<Enrolment> enrolment = door.map(TrustPagesHttpService.Door::enrolment);
        TrustPagesHttpService.Fleet fleet = new TrustPagesHttpService.Fleet(venue.units(), doors);
        UnitImport imports = new UnitImport(ground.database(), venue.units(), doors, changed);
        List<Feature> features = new ArrayList<>();
        features.add(lists(imports, pages));
        features.add(
                new ManyUnits(ground.database(), clock, imports, enrolment)
                        .feature(desk.frames(), pages));
        features.add(new UnitDoorHttpService(enrolment).feature());
        features.add(new TrustHttpService(enrolment).feature());
        features.add(
                new TrustPagesHttpService(ground.database(), fleet, door, desk.frames(), pages)
                        .feature());
        features.addAll(swaps(enrolment, pages));
        return features;
    }

    private List<Feature> swaps(Optional<Enrolment> enrolment, Pages pages) {
        SwapDesk swaps =
                new SwapDesk(
                        new Swaps(ground.database(), venue.units(), ground.audit(), clock),
                        venue.units(),
                        enrolment,
                        new Recovery(
                                ground.database(),
                                ground.audit(),
                                venue.messages().ingest(),
                                venue.deliveries()),
                        changed);
        EventFrames frames = new EventFrames(new UnitsQueries(), clock);
        return SwapPagesHttpService.features(swaps, ground.database(), frames, pages);
    }

    private TrustPagesHttpService.Door door(HubTrust trust) {
        return new TrustPagesHttpService.Door(
                trust.authority(), trust.enrolment(ground, venue.key().publicKey(), venue.link()));
    }

    private Feature lists(UnitImport imports, Pages pages) {
        ImportPageHttpService.Around around =
                new ImportPageHttpService.Around(desk.frames(), pages, clock, PATIENCE);
        return new ImportPageHttpService<>(
                        LIST, imports, new HeldFiles(clock), around, ground.changes()::happened)
                .feature();
    }
}
