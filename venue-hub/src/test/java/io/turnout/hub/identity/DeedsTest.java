package io.turnout.hub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.web.Words;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The record as people read it, in their language. */
final class DeedsTest {
    private final Deeds english = new Deeds(Words.all().getFirst());
    private final Deeds german = new Deeds(Words.all().getLast());

    @Test
    @DisplayName("what was noted besides a deed is told in the reader's language")
    void tellsDetails() {
        assertThat(german.detail("import attendees", "1200 added, 2 changed, 0 unchanged"))
                .isEqualTo("1.200 neu, 2 geändert, 0 gleich");
        assertThat(english.detail("import attendees", "1200 added, 2 changed, 0 unchanged"))
                .isEqualTo("1,200 added, 2 changed, 0 unchanged");
        assertThat(
                        german.detail(
                                "import agenda",
                                "1 added, 2 changed, 3 moved, 4 unchanged, 5 missing"))
                .isEqualTo("1 neu, 2 geändert, 3 verschoben, 4 gleich, 5 fehlen");
        assertThat(
                        german.detail(
                                "merge attendees",
                                "1234 into 5678: 1 badges, 2 registrations, 3 targets, 4 groups"))
                .isEqualTo("1234 in 5678: Badges 1, Anmeldungen 2, Zielgruppen 3, Gruppen 4");
        assertThat(german.detail("change password", "1 sessions ended"))
                .isEqualTo("1 Anmeldung beendet");
        assertThat(english.detail("sign out everywhere", "1 sessions"))
                .isEqualTo("1 session ended");
        assertThat(german.detail("choose password", "by link")).isEqualTo("über einen Link");
        assertThat(german.detail("move unit", "door d-1 mode in")).isEqualTo("Tür d-1, liest in");
    }

    @Test
    @DisplayName("fields, roles, rights and reasons are told by their names in that language")
    void tellsNames() {
        assertThat(german.detail("change session", "title start walk-in"))
                .isEqualTo("Titel, Beginn, ohne Anmeldung");
        assertThat(english.detail("change event", "identify retention"))
                .isEqualTo("what attendees are asked for, how long data of attendees are kept");
        assertThat(german.detail("change user", "was ada, role viewer, e1 organizer, e-2 admin"))
                .isEqualTo("hieß ada; Rolle: Lesend, e1: Veranstalter, e-2: Verwalter");
        assertThat(english.detail("make user", "role technician")).isEqualTo("role: Technician");
        assertThat(german.detail("stop webhook", "gone")).contains("410").doesNotContain("gone");
        assertThat(german.detail("make token", "see change-agenda"))
                .doesNotContain("change-agenda", "see ");
    }

    @Test
    @DisplayName("ids, and what another hub wrote, are told as they were kept")
    void keepsWhatItDoesNotKnow() {
        assertThat(german.detail("add badge", "c0ffee")).isEqualTo("c0ffee");
        assertThat(german.detail("change session", "title colour")).isEqualTo("Titel, colour");
        assertThat(german.detail("fly", "5 added, some changed"))
                .isEqualTo("5 added, some changed");
        assertThat(german.detail("change user", "nothing")).isEqualTo("nothing");
        assertThat(german.detail("sign in", "")).isEmpty();
    }
}
