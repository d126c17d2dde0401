package io.turnout.hub.privacy;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.DownloadRecord;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.Pages;
import java.time.InstantSource;
import java.util.List;

/** Everything that organizers do about somebody's data. */
public record PrivacyPages(Database database, Audit audit, InstantSource clock, Erasures erasures) {
    /** Its routes; they must come before those of one attendee. */
    public List<Feature> features(Pages pages, Frames frames) {
        DownloadRecord downloads = new DownloadRecord(database, audit);
        return List.of(
                Feature.closed(new DataHttpService(database, clock, pages, downloads)),
                Feature.closed(new PrivacyHttpService(database, frames, pages)),
                Feature.closed(new EraseHttpService(database, erasures, frames, pages)));
    }
}
