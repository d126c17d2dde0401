package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.AttendanceOutlet;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MergedMeetingsTest {
    @TempDir private Path folder;

    @Test
    @DisplayName(
            "a merge moves paths, meetings and what was said of them; who has some is not removed")
    void aMergeMovesMeetings() {
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            for (long id = 1; id <= 3; id++) {
                TestDatabase.attendee(database, id, new BadgeFingerprint(id, 9).toString());
            }
            for (String sql :
                    List.of(
                            "INSERT INTO program (id, event, kind, name, roles, verified,"
                                    + " auto_confirm_min, hours_by, door_people, door_min,"
                                    + " since_ms, made_ms) VALUES (1, 'e1', 'coaching', 'P', 'C',"
                                    + " 1, 60, 'door', 2, 10, 0, 0)",
                            "INSERT INTO path (id, program, name) VALUES (1, 1, 'A'), (2, 1, 'B')",
                            "INSERT INTO path_person VALUES (1, 1, 'C'), (1, 2, 'C'), (2, 2, 'C')",
                            "INSERT INTO meeting (id, path, room, start_ms, end_ms, status,"
                                    + " decided_by, made_ms)"
                                    + " VALUES (1, 1, 'r1', 0, 9, 'confirmed', 'person', 0),"
                                    + " (2, 2, 'r1', 0, 9, 'confirmed', 'person', 0)",
                            "INSERT INTO meeting_person VALUES (1, 1), (1, 2), (2, 2)",
                            "INSERT INTO calendar_link VALUES (2, 'h2', 0)",
                            "INSERT INTO meeting_comment (meeting, by_person, comment, at_ms)"
                                    + " VALUES (2, 2, 'late', 0)")) {
                database.change(handle -> handle.execute(sql));
            }
            EventFacts event = EventFacts.require(database, "e1");
            Audit audit = new Audit(InstantSource.system());
            PeopleBook book = new PeopleBook(database, audit, _ -> {});
            assertThat(book.remove(event, 2, "noor"))
                    .isInstanceOf(PeopleBook.Removal.HasAttendance.class);
            Merge merge =
                    new Merge(database, audit, new Withdrawal(AttendanceOutlet.NONE), _ -> {});
            assertThat(merge.run(event, 1, 2, "noor")).isPresent();
            assertThat(texts(database, "SELECT path || ' ' || attendee FROM path_person"))
                    .containsExactlyInAnyOrder("1 1", "2 1");
            assertThat(texts(database, "SELECT meeting || ' ' || attendee FROM meeting_person"))
                    .containsExactlyInAnyOrder("1 1", "2 1");
            assertThat(texts(database, "SELECT by_person || '' FROM meeting_comment"))
                    .containsExactly("1");
            assertThat(texts(database, "SELECT attendee || ' ' || token_hash FROM calendar_link"))
                    .containsExactly("1 h2");
        }
    }

    private static List<String> texts(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
