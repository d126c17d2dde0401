package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Pages;
import java.time.InstantSource;
import java.util.List;

/**
 * The pages of users, tokens and the record.
 *
 * @param url what people reach the hub by
 */
public record IdentityPages(
        Database database, Audit audit, SignIn signIn, InstantSource clock, String url) {
    /** Their routes. */
    public List<Feature> features(ApiTokens tokens, Pages pages) {
        Users users = new Users(database, audit, clock);
        OwnAccount accounts = new OwnAccount(database, signIn, audit, clock);
        return List.of(
                new UsersHttpService(users, pages, clock, url).feature(),
                new ScanGrantsHttpService(users, new ScanGrants(database, audit), pages, clock)
                        .feature(),
                new AccountHttpService(accounts, pages, clock).feature(),
                new TokensHttpService(tokens, users, pages, clock).feature(),
                new OrganizationHttpService(new Organization(database, audit), pages).feature(),
                new RecordHttpService(new AuditQueries(database), pages, clock).feature());
    }
}
