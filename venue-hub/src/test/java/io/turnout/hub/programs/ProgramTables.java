package io.turnout.hub.programs;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The tables of programs, for tests that share a hub. */
public final class ProgramTables {
    /** Whatever refers to others comes first. */
    private static final List<String> TABLES =
            List.of(
                    "meeting_notice",
                    "meeting_comment",
                    "meeting_step",
                    "meeting_person",
                    "meeting",
                    "path_hours",
                    "path_admin",
                    "path_person",
                    "path",
                    "program");

    private ProgramTables() {}

    /** No program is left, and the organization may have some. */
    public static void empty(Handle handle) {
        TABLES.forEach(table -> handle.execute("DELETE FROM " + table));
        handle.execute("UPDATE organization_switch SET enabled = 1");
    }
}
