package io.turnout.hub.reports;

import io.turnout.hub.fleet.EventFrames;
import io.turnout.hub.fleet.UnitsQueries;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.seats.SessionSeats;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.LiveStreams;
import io.turnout.hub.web.Pages;
import io.turnout.protocol.access.SessionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that is told of what happened, on pages and in files.
 *
 * @param seats that a session has and gave, where they are counted
 * @param url where programs reach the hub
 */
public record ReportPages(
        Database database,
        Audit audit,
        InstantSource clock,
        LiveStreams streams,
        Function<SessionId, Optional<SessionSeats>> seats,
        String url) {
    public List<Feature> features(Pages pages, Frames around) {
        UnitsQueries units = new UnitsQueries();
        EventFrames frames = new EventFrames(units, clock);
        ExportHttpService exports = new ExportHttpService(database, units, clock);
        return List.of(
                new OverviewHttpService(database, frames, streams, pages).feature(),
                new SessionHttpService(database, frames, pages, seats).feature(),
                new ConflictHttpService(database, frames, pages).feature(),
                new AnomalyHttpService(database, frames, pages).feature(),
                new ReportsHttpService(database, frames, pages).feature(),
                new CreditsHttpService(database, frames, pages).feature(),
                new DayHttpService(database, frames, pages).feature(),
                new ScreenHttpService(database, frames, pages).feature(),
                exports.feature(),
                new SavedExportHttpService(
                                database,
                                new SavedExports(database, audit, clock),
                                exports,
                                around,
                                new SavedExportHttpService.Site(pages, url))
                        .feature());
    }
}
