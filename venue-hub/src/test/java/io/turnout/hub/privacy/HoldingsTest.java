package io.turnout.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of every table somebody decided whether it says something of a person. */
final class HoldingsTest {
    /** Events, rooms, sessions and their settings; what staff set up; users of the hub. */
    private static final String OF_EVENTS =
            "event room door session session_study session_rule session_pin target_group way_setting"
                    + " wall_code wall_key_gone kiosk noticed head_count certificate_template"
                    + " certificate_words certificate_logo certificate_release certificate_job"
                    + " webhook retention organization_switch program path_hours saved_export";

    private static final String OF_USERS =
            "hub_user web_session event_role password_link api_token scan_grant scan_grant_session"
                    + " phone path_admin";

    /** What units are and said of themselves. */
    private static final String OF_UNITS =
            "unit journal hub_journal journal_loss unit_alert clock_sighting clock_boot clock_story"
                    + " seat_holder seat_loan seat_ended seat_origin unit_key unit_ticket"
                    + " unit_command fleet_alert unit_sample unit_swap";

    /** Made of what the other tables say, and how far that is. */
    private static final String DERIVED =
            "attendee_words attendee_order session_flow scan_time correction_undone correction_mark"
                    + " fold_mark clock_mark change_mark flyway_schema_history sqlite_sequence"
                    + " sqlite_stat1";

    @TempDir private Path folder;

    @Test
    @DisplayName("a table that is new is either in what a person gets, or was said to be of nobody")
    void knowsEveryTable() {
        Set<String> decided = words(OF_EVENTS, OF_USERS, OF_UNITS, DERIVED);
        Holdings.ALL.forEach(holding -> decided.addAll(words(holding.sql())));
        try (Database database = TestDatabase.in(folder)) {
            List<String> tables =
                    database.read(handle ->
                            handle.createQuery(
                                            "SELECT name FROM sqlite_master WHERE type = 'table'")
                                    .mapTo(String.class)
                                    .list());
            assertThat(tables).hasSizeGreaterThan(40).isSubsetOf(decided);
        }
    }

    private static Set<String> words(String... texts) {
        return Arrays.stream(texts)
                .flatMap(text -> Arrays.stream(text.split("[^a-z_0-9]+", -1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
