package io.turnout.hub;

import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Setup;
import io.turnout.hub.identity.SignIn;
import io.turnout.hub.start.DataDirectory;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Changes;

/** What everything stands on. */
record Ground(
        DataDirectory data,
        Database database,
        Audit audit,
        SignIn signIn,
        Setup setup,
        Changes changes) {}
