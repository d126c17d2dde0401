package io.turnout.hub.corrections;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.importing.HeldFiles;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.time.InstantSource;
import java.util.List;

/**
 * All that is served of corrections.
 *
 * @param made is told after a correction is made, and folds whom it is about
 */
public record CorrectionPages(Database database, Audit audit, InstantSource clock, Runnable made) {
    public List<Feature> features(Pages pages, Frames frames) {
        CorrectionBook book = new CorrectionBook(database, audit, clock, made);
        CorrectionHttpService desk = new CorrectionHttpService(database, book, frames, pages);
        return List.of(
                new PersonCorrectionHttpService(desk).feature(),
                new CorrectionListHttpService(desk).feature(),
                new CorrectionApiHttpService(desk).feature(),
                new HeadCountHttpService(desk, audit).feature(),
                new RepairHttpService(desk, new HeldFiles(clock)).feature());
    }
}
