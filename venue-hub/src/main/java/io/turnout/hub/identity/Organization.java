package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.SignedIn;
import org.jdbi.v3.core.Handle;

/** What the organization that this hub is of uses (P-1). Thread-safe. */
public final class Organization {
    private final Database database;
    private final Audit audit;

    public Organization(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Whether it has programs; else there is nothing of them anywhere. */
    public static boolean programs(Handle handle) {
        return handle.createQuery("SELECT enabled FROM organization_switch WHERE name = 'programs'")
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether it has programs. */
    public boolean programs() {
        return database.read(Organization::programs);
    }

    /** Says whether it has programs. What they have is kept where it has none. */
    public void usePrograms(boolean use, SignedIn by) {
        database.change(handle -> {
            if (programs(handle) != use) {
                handle.execute(
                        "UPDATE organization_switch SET enabled = ? WHERE name = 'programs'",
                        use ? 1 : 0);
                String what = use ? "enable programs" : "disable programs";
                audit.add(handle, by.name(), what, "organization", "");
            }
        });
    }
}
