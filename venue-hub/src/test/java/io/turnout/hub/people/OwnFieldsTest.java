package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.SmallHub;
import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.attendance.AttendanceOutlet;
import io.turnout.hub.attendance.Withdrawal;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.start.CannotStart;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attendees have in the fields of the event's own: from lists, and when two become one. */
final class OwnFieldsTest {
    private static final String EVENT = "/api/v1/events/ev/";
    private static final String HEADER =
            "number,family_name,given_name,email,licence_number,groups,badge\n";
    private static final String ADA = "7,Lovelace,Ada,ada@example.org,L1,a;b,";
    private static final String BOB = "8,Bobsen,Bob,,,,";

    @TempDir private Path directory;
    private SmallHub hub;

    @BeforeEach
    void start() throws CannotStart {
        hub = SmallHub.start(directory);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName("S-5 columns of the event's own fields are read, whatever the case of the heading")
    void readsOwnFields() throws Exception {
        hub.database()
                .change(handle ->
                        handle.execute(
                                "UPDATE event SET identify = 'own:Member No' ||"
                                        + " char(10) || 'own:E-mail' || char(10) || 'own:Groups'"));
        String own =
                "SELECT a.number, f.value FROM attendee_field f JOIN attendee a"
                        + " ON a.id = f.attendee ORDER BY 1, 2";
        String header = HEADER.replace("badge", "badge, MEMBER no ");
        hub.post(EVENT + "attendees", header + ADA + ",M-1\n" + BOB + ",M-2\n");
        assertThat(hub.rows(own)).containsExactly("7|M-1", "8|M-2");
        assertThat(hub.rows("SELECT name FROM attendee_group ORDER BY 1"))
                .as("a column of every event stays what it is")
                .containsExactly("a", "b");

        HttpResponse<String> changed =
                hub.post(EVENT + "attendees", header + ADA + ",M-9\n" + BOB + ",M-2\n");
        assertThat(changed.body()).startsWith("{\"added\":0,\"changed\":1,\"unchanged\":1");
        HttpResponse<String> without = hub.post(EVENT + "attendees", HEADER + ADA + "\n");
        assertThat(without.body()).startsWith("{\"added\":0,\"changed\":0,\"unchanged\":1");
        assertThat(hub.rows(own)).containsExactly("7|M-9", "8|M-2");
        hub.post(EVENT + "attendees", header + ADA + ",\n");
        assertThat(hub.rows(own)).as("an empty cell empties").containsExactly("8|M-2");
        assertThat(hub.rows("SELECT version FROM attendee ORDER BY id"))
                .as("a form from before is told")
                .containsExactly("3", "1");
        assertThat(
                        hub.post(
                                        EVENT + "attendees",
                                        header.replace("MEMBER", "Shoe") + ADA + ",1\n")
                                .body())
                .contains("unknown column “Shoe no”");
    }

    @Test
    @DisplayName("S-5 a merge keeps what the kept one has in own fields, and takes over the rest")
    void mergesOwnFields() {
        hub.database()
                .change(handle ->
                        handle.execute(
                                "UPDATE event SET identify = 'own:Member' || char(10) || 'own:Town'"));
        EventFacts event = hub.event("ev");
        Audit audit = new Audit(InstantSource.system());
        PeopleBook book = new PeopleBook(hub.database(), audit, _ -> {});
        Merge merge =
                new Merge(hub.database(), audit, new Withdrawal(AttendanceOutlet.NONE), _ -> {});
        Attendee kept = make(book, "17", Map.of("Member", "M-1", "Town", ""));
        Attendee gone = make(book, "18", Map.of("Member", "M-2", "Town", "Bonn"));
        merge.run(event, kept.id(), gone.id(), "noor");
        assertThat(book.find(event.id(), kept.id()).orElseThrow().details().own())
                .containsExactly(Map.entry("Member", "M-1"), Map.entry("Town", "Bonn"));
        assertThat(hub.rows("SELECT value FROM attendee_field")).hasSize(2);
        book.remove(event, kept.id(), "noor");
        assertThat(hub.rows("SELECT value FROM attendee_field")).isEmpty();
    }

    private Attendee make(PeopleBook book, String number, Map<String, String> own) {
        Attendee.Details details =
                new Attendee.Details(
                        new AttendeeNumber(number), "Byron", "Ada", "", "", List.of(), own);
        return ((PeopleBook.Outcome.Done) book.create(hub.event("ev"), details, "noor")).attendee();
    }
}
