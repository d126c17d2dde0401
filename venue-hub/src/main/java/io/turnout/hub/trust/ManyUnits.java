package io.turnout.hub.trust;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What it takes to put many units into service at once.
 *
 * @param enrolment missing where the hub takes units' secrets instead of certificates
 */
public record ManyUnits(
        Database database, InstantSource clock, UnitImport lists, Optional<Enrolment> enrolment) {

    /** Tickets for all of them, as a sheet, as files, and for programs. */
    public Feature feature(Frames frames, Pages pages) {
        return Feature.closed(new TicketSheetHttpService(this, frames, pages));
    }
}
