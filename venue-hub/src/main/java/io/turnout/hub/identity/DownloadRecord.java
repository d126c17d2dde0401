package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Downloads;
import io.turnout.hub.web.SignedIn;

/** Writes down who takes files of people's data away. */
public record DownloadRecord(Database database, Audit audit) implements Downloads {
    @Override
    public void taken(SignedIn who, String what, String subject, String file) {
        database.change(handle -> audit.add(handle, who.name(), what, subject, file));
    }
}
