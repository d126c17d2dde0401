package io.turnout.hub.programs;

import static io.turnout.hub.programs.ProgramFixture.ADA;
import static io.turnout.hub.programs.ProgramFixture.END;
import static io.turnout.hub.programs.ProgramFixture.FIRST;
import static io.turnout.hub.programs.ProgramFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.programs.Program.HoursBy;
import io.turnout.hub.programs.ProgramExport.Asked;
import io.turnout.hub.sheet.RowWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The lists of a program: one meeting was held, one was cancelled too late, and one in time. */
final class ProgramExportTest extends WithPrograms {
    private static final String NOTE = "between-us";

    @BeforeEach
    void someMeetings() {
        MeetingId held = fixture.booked();
        MeetingId late = fixture.booked();
        MeetingId gone = fixture.booked();
        fixture.does(gone, new MeetingEvent.Cancel(), FIRST);
        fixture.now = START.minus(Duration.ofHours(1));
        fixture.does(late, new MeetingEvent.Cancel(), FIRST);
        fixture.now = END;
        fixture.does(held, new MeetingEvent.Confirm(), FIRST);
        fixture.paths.authorize(fixture.path(), Optional.of(Duration.ofHours(9)), NOTE, ADA);
    }

    @Test
    @DisplayName("P-3, P-5: of each person, meetings by status, late cancellations and used hours")
    void peopleAreSummedUp() {
        List<List<String>> rows = rows(ProgramList.PEOPLE, false);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().subList(4, 14))
                .containsExactly("Mentor", "0", "0", "1", "0", "1", "0", "1", "1", "60");
        assertThat(rows.getLast().subList(4, 14))
                .containsExactly("Mentee", "0", "0", "1", "0", "1", "0", "1", "0", "60");
    }

    @Test
    @DisplayName("P-5: who has left a path stays in its list, and blank hours stay blank")
    void whoHasLeftStays() {
        fixture.paths.remove(fixture.path(), 2, ADA);
        fixture.database.change(h -> h.execute("UPDATE path SET authorized_min = NULL"));
        List<List<String>> rows = rows(ProgramList.PEOPLE, false);
        assertThat(rows.getFirst()).contains("Mentor").endsWith("1", "");
        assertThat(rows.getLast().get(4)).isEmpty();
        assertThat(rows.getLast().get(7)).isEqualTo("1");
        assertThat(rows(ProgramList.PATHS, false).getFirst()).endsWith("1", "0", "", "");
    }

    @Test
    void everyListHasACellForEachColumn() {
        for (ProgramList list : ProgramList.values()) {
            List<List<String>> rows = rows(list, true);
            assertThat(rows).as(list.key()).isNotEmpty();
            assertThat(rows).as(list.key()).allMatch(row -> row.size() == list.columns().size());
        }
        assertThat(rows(ProgramList.SETTINGS, false).getFirst())
                .containsSequence("Mentors", "mentoring", "Mentor; Mentee", "yes", "1440", "2880");
        assertThat(rows(ProgramList.PATHS, false).getFirst())
                .containsExactly("Group A", "", "2", "0", "1", "1", "0", "540", "60");
        assertThat(rows(ProgramList.MEETINGS, false))
                .hasSize(3)
                .allMatch(row -> row.get(2).equals("2026-03-02T10:00:00Z"))
                .allMatch(row -> row.getLast().equals("N1; N2"));
        assertThat(rows(ProgramList.HISTORY, false))
                .extracting(row -> row.get(2) + " " + row.get(3))
                .contains("book upcoming", "cancel late-pending", "cancel gone")
                .contains("confirm confirmed");
    }

    @Test
    @DisplayName("P-7: the note on hours is in no list but where it is asked for")
    void theNoteIsOnlyWhereItIsAskedFor() {
        for (ProgramList list : ProgramList.values()) {
            assertThat(rows(list, false)).as(list.key()).noneMatch(row -> row.contains(NOTE));
        }
        assertThat(rows(ProgramList.HOURS, true).getFirst()).contains("540", "ada", NOTE);
    }

    @Test
    void aPathHasItsOwnListsAndNothingOfAnother() {
        Program other = fixture.make("Others", Optional.empty(), HoursBy.DOOR);
        for (ProgramList list : ProgramList.values()) {
            if (list != ProgramList.SETTINGS) {
                assertThat(rows(new Asked(list, other, Optional.empty(), true))).isEmpty();
            }
        }
        fixture.paths.make(fixture.path().program(), "Group B", ADA);
        assertThat(rows(ProgramList.PATHS, false)).hasSize(2);
        Path path = fixture.path();
        Asked asked = new Asked(ProgramList.PATHS, path.program(), Optional.of(path.id()), false);
        assertThat(rows(asked)).hasSize(1);
    }

    static List<List<String>> rows(ProgramList list, boolean notes) {
        return rows(new Asked(list, fixture.path().program(), Optional.empty(), notes));
    }

    private static List<List<String>> rows(Asked asked) {
        List<List<String>> rows = new ArrayList<>();
        RowWriter writer =
                new RowWriter() {
                    @Override
                    public void row(List<String> cells) {
                        rows.add(List.copyOf(cells));
                    }

                    @Override
                    public void finish() {
                        // nothing is kept back
                    }
                };
        new ProgramExport(fixture.database).write(asked, ZoneOffset.UTC, writer);
        return rows;
    }
}
