package io.turnout.hub;

import io.turnout.hub.identity.ApiTokens;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.Setup;
import io.turnout.hub.identity.SignIn;
import io.turnout.hub.start.DataDirectory;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Caller;
import io.turnout.hub.web.Changes;
import io.turnout.hub.web.SignedIn;
import io.turnout.hub.webhooks.Webhooks;
import java.util.Optional;

/** What everything stands on. */
record Ground(
        DataDirectory data,
        Database database,
        Audit audit,
        SignIn signIn,
        Setup setup,
        ApiTokens tokens,
        Changes changes,
        Webhooks webhooks) {
    /** Who asks: somebody signed in, or a program with a token. */
    Optional<SignedIn> who(Caller caller) {
        return signIn.who(caller).or(() -> tokens.who(caller));
    }
}
