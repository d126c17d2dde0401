package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.turnout.hub.SmallHub;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Right;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("R-3 attendance reports: check-ins and check-outs")
final class AttendanceExportTest {
    private static final String INS = "/events/ev/exports/check-ins.csv";
    private static final String OUTS = "/events/ev/exports/check-outs.csv";
    private static final String HEADER =
            "\ufeffattendee,family_name,given_name,session,session_title,room,time,time_utc,"
                    + "method,unit,registered,flagged,reason,";
    private static final String EPOCH = "0123456789abcdef0123456789abcdef";

    @TempDir Path directory;
    private SmallHub hub;
    private int number;

    @BeforeEach
    void start() throws CannotStart {
        hub = SmallHub.start(directory, Feature.closed(new Breaking()));
        hub.database().change(handle -> handle.createScript(SITE).execute());
    }

    private static final String SITE =
            """
            INSERT INTO room (id, event, name, place) VALUES ('r', 'ev', 'Room; one', 1);
            INSERT INTO door (id, room, name) VALUES ('d', 'r', 'Door');
            INSERT INTO unit (id, door, secret_hash) VALUES ('u1', 'd', ''), ('u2', 'd', '');
            INSERT INTO session (id, event, room, day, title, start_ms, end_ms, early_min, late_min)
            VALUES ('s1', 'ev', 'r', '2026-10-25', '=HYPERLINK("http://x")', 0, 1900000000000, 0, 0),
                   ('s2', 'ev', 'r', '2026-10-25', 'Two', 0, 1900000000000, 0, 0);
            INSERT INTO attendee (id, event, number, family_name, given_name)
            VALUES (1, 'ev', '7', 'O''Brien "Bo"; Jr', 'Zoë'), (2, 'ev', '-8', '@SUM(A1)', '');
            INSERT INTO badge (event, fingerprint, attendee, code)
            VALUES ('ev', 'b1', 1, 'X1'), ('ev', 'b1b', 1, 'X2'), ('ev', 'b2', 2, 'X3');
            INSERT INTO registration (attendee, session) VALUES (1, 's1');
            """;

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void tellsCheckInsInOrderOfTimeThroughTheNightThatHasTwoTwoOClocks() throws Exception {
        enter("b2", "2026-10-25T01:30:00.250Z", "s2", "walk-in", 1);
        enter("b1", "2026-10-25T00:30:00Z", "s1", "registered", 0);
        refused("b2", "2026-10-25T00:31:00Z");
        enter("gone", "2026-10-25T01:31:00Z", "s9", "open", 0);

        HttpResponse<String> answer = hub.get(INS);

        assertThat(answer.body())
                .isEqualTo(
                        HEADER
                                + "counts,time_uncertainty_s,clock,correction,corrected,corrected_to,corrected_by,corrected_utc,correction_why\r\n"
                                + "7,\"O'Brien \"\"Bo\"\"; Jr\",Zoë,s1,\"'=HYPERLINK(\"\"http://x\"\")\","
                                + "Room; one,2026-10-25T02:30:00+02:00,2026-10-25T00:30:00.000Z,unit,u1,"
                                + "yes,no,registered,yes,,synced,,,,,,\r\n"
                                + "'-8,'@SUM(A1),,s2,Two,Room; one,2026-10-25T02:30:00+01:00,"
                                + "2026-10-25T01:30:00.250Z,unit,u1,no,yes,walk-in,yes,,synced,,,,,,\r\n"
                                + "\"\",,,s9,,Room; one,2026-10-25T02:31:00+01:00,"
                                + "2026-10-25T01:31:00.000Z,unit,u1,no,no,open,yes,,synced,,,,,,\r\n");
        assertThat(answer.headers().firstValue("content-type"))
                .contains("text/csv; charset=utf-8; header=present");
        assertThat(hub.get(OUTS).body())
                .isEqualTo(
                        HEADER
                                + "derived,time_uncertainty_s,clock,correction,corrected,corrected_to,corrected_by,corrected_utc,correction_why\r\n");
    }

    @Test
    void findsWhatACheckOutLeftWhereTheDoorDidNotKnow() throws Exception {
        enter("b1", "2026-01-31T09:00:00Z", "s1", "registered", 0);
        leave("b1b", "2026-01-31T09:10:00Z", null, "out-without-in");
        leave("b1", "2026-01-31T09:11:00Z", null, "out-without-in");
        turnover("b1", "2026-01-31T09:20:00Z", "s1", "s2");
        leave("b1", "2026-01-31T09:30:00Z", "s2", "left");
        leave("gone", "2026-01-31T09:40:00Z", "s2", "left");
        fold();

        String[] rows = hub.get(OUTS).body().split("\r\n");

        assertThat(rows).hasSize(6);
        assertThat(rows[1])
                .contains(",s1,", "10:10:00+01:00")
                .endsWith(",yes,no,left,no,,synced,,,,,,");
        assertThat(rows[2])
                .contains(",Zoë,,,Room; one,")
                .endsWith(",no,no,out-without-in,no,,synced,,,,,,");
        assertThat(rows[3])
                .contains(",s1,", "10:20:00")
                .endsWith(",out-without-in,no,,synced,,,,,,");
        assertThat(rows[4]).contains(",s2,", "10:30:00").endsWith(",left,no,,synced,,,,,,");
        assertThat(rows[5]).contains(",s2,", "10:40:00").endsWith(",left,no,,synced,,,,,,");
        assertThat(hub.get(INS).body().split("\r\n")).hasSize(3);
    }

    @Test
    @DisplayName("R-6 says how complete it is")
    void saysHowCompleteItIs() throws Exception {
        assertThat(name(INS)).isEqualTo("ev-check-ins-complete-to-20260131T1405Z.csv");

        enter("b1", "2026-01-31T09:00:30Z", "s1", "registered", 0);
        journal("u1", 1, 1);
        assertThat(name(INS)).isEqualTo("ev-check-ins-complete-to-20260131T0900Z.csv");

        info("u1", 1, "2026-01-31T13:00:00Z");
        info("u2", 0, "2026-01-31T12:59:30Z");
        HttpResponse<String> all = hub.get(OUTS);
        assertThat(all.headers().firstValue("x-turnout-complete-to"))
                .contains("2026-01-31T12:59:30Z");
        assertThat(all.headers().firstValue("x-turnout-waiting-for")).isEmpty();

        info("u1", 40, "2026-01-31T13:30:00Z");
        HttpResponse<String> some = hub.get(OUTS);
        assertThat(some.headers().firstValue("x-turnout-complete-to"))
                .contains("2026-01-31T09:00:30Z");
        assertThat(some.headers().firstValue("x-turnout-waiting-for")).contains("u1 (1 of 40)");

        info("u2", 3, "2026-01-31T13:30:00Z");
        assertThat(name(OUTS)).isEqualTo("ev-check-outs-incomplete.csv");
        assertThat(hub.get(OUTS).headers().firstValue("x-turnout-complete-to")).contains("unknown");
    }

    @Test
    void isForSignedInUsersOfABrowserToo() throws Exception {
        assertThat(hub.send(hub.stranger(INS)).statusCode()).isEqualTo(303);
        assertThat(hub.send(hub.stranger(INS).header("Cookie", "turnout=good")).statusCode())
                .isEqualTo(200);
        assertThat(hub.get("/events/other/exports/check-ins.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void aReportThatBreaksOffDoesNotLookComplete() throws Exception {
        assertThat(hub.get("/breaking?after=1").statusCode()).isEqualTo(500);
        assertThatThrownBy(() -> hub.get("/breaking?after=100")).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("R-6 says per unit what is missing, lost and silent, in headers and a file")
    void saysPerUnitWhatIsMissing() throws Exception {
        enter("b1", "2026-01-31T09:00:30Z", "s1", "registered", 0);
        number = 6;
        enter("b1", "2026-01-31T09:01:30Z", "s1", "registered", 0);
        number = 8;
        enter("b1", "2026-01-31T09:02:30Z", "s1", "registered", 0);
        journal("u1", 1, 9);
        hub.database()
                .change(handle -> {
                    handle.execute("UPDATE journal SET beyond = 4");
                    handle.execute("UPDATE unit SET status = 'lost', heard_ms = 1769850000000");
                });

        HttpResponse<String> answer = hub.get(INS);

        assertThat(name(INS)).isEqualTo("ev-check-ins-complete-to-20260131T0900Z-lost-3.csv");
        assertThat(answer.headers().firstValue("x-turnout-lost")).contains("u1 (2-4)");
        assertThat(answer.headers().firstValue("x-turnout-silent").orElse(""))
                .contains("u1 since 2026-01-31T09:00:00Z", "u2 since");
        assertThat(answer.headers().firstValue("link"))
                .contains(
                        "</events/ev/exports/completeness.csv>; rel=\"describedby\","
                                + " </events/ev/exports/about.csv>; rel=\"describedby\"");
        String told = "u1,Room; one,Door,offline,2026-01-31T09:00:30.000Z,2026-01-31T09:00:00.000Z";
        assertThat(hub.get("/events/ev/exports/completeness.csv").body())
                .isEqualTo(
                        "\ufeffunit,room,door,state,complete_to_utc,silent_since_utc,waiting_at_unit,"
                                + "journal,gap_from,gap_to,gap_scans,gap\r\n"
                                + (told + ",0," + EPOCH + ",2,4,3,lost\r\n")
                                + (told + ",0," + EPOCH + ",5,6,2,waiting\r\n")
                                + (told + ",0," + EPOCH + ",8,8,1,waiting\r\n")
                                + "u2,Room; one,Door,offline,,2026-01-31T09:00:00.000Z,0,,,,,\r\n");
    }

    @Test
    void tellsTheBestTimeAndHowFarItMayBeOff() throws Exception {
        enter("b1", "1970-01-01T00:00:10Z", "s1", "registered", 0);
        enter("b2", "2026-01-31T09:00:30Z", "s2", "open", 0);
        hub.database()
                .change(handle ->
                        handle.execute(
                                "INSERT INTO scan_time (seq, room, best_ms, earliest_ms, latest_ms)"
                                        + " SELECT seq, room, ?, ?, ? FROM scan WHERE number = 1",
                                Instant.parse("2026-01-31T09:10:00Z").toEpochMilli(),
                                Instant.parse("2026-01-31T09:09:58.900Z").toEpochMilli(),
                                Instant.parse("2026-01-31T09:10:00.500Z").toEpochMilli()));

        String[] rows = hub.get(INS).body().split("\r\n", -1);

        assertThat(rows[1]).contains(",s2,").endsWith(",open,yes,,synced,,,,,,");
        assertThat(rows[2])
                .contains(",2026-01-31T10:10:00+01:00,2026-01-31T09:10:00.000Z,")
                .endsWith(",registered,yes,2,synced,,,,,,");
    }

    @Test
    @DisplayName("2.4 a derived exit is a row of its own, marked; 2.5 presence says what ended it")
    void tellsDerivedExitsAndWhatEndedPresence() throws Exception {
        hub.database()
                .change(handle -> {
                    handle.execute("UPDATE unit SET mode = 'in'");
                    handle.execute(
                            "UPDATE session SET start_ms = 1769850000000, end_ms = 1769853600000");
                });
        enter("b1", "2026-01-31T09:10:00Z", "s1", "registered", 0);
        enter("b1", "2026-01-31T09:30:00Z", "s2", "open", 0);
        fold();

        String[] outs = hub.get(OUTS).body().split("\r\n");
        assertThat(outs).hasSize(2);
        assertThat(outs[1])
                .contains(",s1,", "10:30:00+01:00")
                .endsWith(",entered-elsewhere,yes,,synced,,,,,,");
        String[] presence = hub.get("/events/ev/exports/presence.csv").body().split("\r\n");
        assertThat(presence).hasSize(3);
        assertThat(presence[1])
                .contains(",s1,")
                .contains(",1200,1,0,1,entry-elsewhere,2026-01-31T09:30:00.000Z,3600,");
        assertThat(presence[2])
                .contains(",s2,")
                .contains(",1800,1,0,0,session-end,2026-01-31T10:00:00.000Z,3600,");
    }

    @Test
    @DisplayName(
            "R-6: an exit that is not folded is not said to lack its entry, and its count is told")
    void saysNothingAgainstAnExitThatIsNotFoldedYet() throws Exception {
        enter("b1", "2026-01-31T09:10:00Z", "s1", "registered", 0);
        leave("b1", "2026-01-31T09:30:00Z", null, "out-without-in");
        HttpResponse<String> early = hub.get(OUTS);
        assertThat(early.body()).doesNotContain("out-without-in");
        assertThat(early.headers().firstValue("x-turnout-not-counted")).contains("2");
        fold();
        HttpResponse<String> later = hub.get(OUTS);
        assertThat(later.body()).contains(",s1,").doesNotContain("out-without-in");
        assertThat(later.headers().firstValue("x-turnout-not-counted")).isEmpty();
    }

    /** Lets the fold catch up with everything. */
    private void fold() {
        try (Attendance attendance = Attendance.start(hub.database(), event -> {})) {
            attendance.refoldAll("ev");
            Awaitility.await().until(() -> hub.rows(BEHIND).equals(List.of("0")));
        }
    }

    private static final String BEHIND =
            "SELECT COALESCE((SELECT MAX(seq) FROM scan), 0) - seq FROM fold_mark";

    /** Fails as a database would in the midst of a report. */
    private static final class Breaking implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.get(
                    "/breaking",
                    Right.SIGNED_IN.lets((request, response) -> {
                        OutputStream out = response.outputStream();
                        for (int i = 0; i < request.query().first("after").asInt().get(); i++) {
                            try {
                                out.write(new byte[10_000]);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }
                        throw new IllegalStateException("in the midst");
                    }));
        }
    }

    private String name(String path) throws Exception {
        String disposition =
                hub.get(path).headers().firstValue("content-disposition").orElseThrow();
        return disposition.replaceAll(".*\"(.*)\"", "$1");
    }

    private void enter(String badge, String at, String session, String reason, int flagged) {
        scan(badge, at, "admitted", reason, flagged, session, 0, null);
    }

    private void leave(String badge, String at, @Nullable String session, String reason) {
        scan(badge, at, "admitted", reason, 0, null, 1, session);
    }

    private void turnover(String badge, String at, String left, String entered) {
        scan(badge, at, "admitted", "registered", 0, entered, 1, left);
    }

    private void refused(String badge, String at) {
        scan(badge, at, "refused", "not-registered", 0, null, 0, null);
    }

    private void scan(
            String badge,
            String at,
            String outcome,
            String reason,
            int flagged,
            @Nullable String entered,
            int leaves,
            @Nullable String left) {
        number++;
        hub.database()
                .change(handle ->
                        handle.execute(
                                "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms, boot,"
                                        + " clock, event, room, door, side, mode, way, badge, outcome, reason,"
                                        + " flagged, entered, leaves, left_session, list_revision, online)"
                                        + " VALUES ('u1', ?, ?, ?, ?, ?, '', 'synced', 'ev', 'r', 'd', 'in',"
                                        + " 'auto', 'unit', ?, ?, ?, ?, ?, ?, ?, 1, 1)",
                                EPOCH,
                                number,
                                Instant.parse(at).toEpochMilli(),
                                Instant.parse(at).toEpochMilli(),
                                Instant.parse(at).toEpochMilli(),
                                badge,
                                outcome,
                                reason,
                                flagged,
                                entered,
                                leaves,
                                left));
    }

    private void journal(String unit, int upTo, int highest) {
        hub.database()
                .change(handle ->
                        handle.execute(
                                "INSERT INTO journal (unit, epoch, up_to, highest, received_ms)"
                                        + " VALUES (?, ?, ?, ?, 0)",
                                unit,
                                EPOCH,
                                upTo,
                                highest));
    }

    private void info(String unit, long last, String at) {
        UnitInfo info =
                new UnitInfo(
                        "1",
                        "boot",
                        Instant.EPOCH,
                        Instant.parse(at),
                        new RoomId("r"),
                        new DoorId("d"),
                        new JournalEpoch(EPOCH),
                        java.util.Optional.empty(),
                        last,
                        0,
                        1,
                        java.util.Optional.empty(),
                        ClockQuality.SYNCED,
                        "virtual",
                        "virtual",
                        java.util.Optional.empty(),
                        Optional.empty());
        String json = new String(new MessageCodec().write(info), StandardCharsets.UTF_8);
        hub.database()
                .change(handle ->
                        handle.execute("UPDATE unit SET info = ? WHERE id = ?", json, unit));
    }
}
