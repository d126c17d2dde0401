package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that take sheets of sessions and lists of people, as browsers ask for them. */
final class SheetPagesTest {
    private static final String SESSIONS = "/events/e1/sessions/sheet";
    private static final String PEOPLE = "/events/e1/people/import";
    private static final String ATTENDEES =
            "number,family_name,given_name,email,licence_number,groups,badge\n";

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private HubProgram.Started hub;

    @BeforeEach
    void start() throws Exception {
        hub = WholeHub.start(folder);
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
            TestDatabase.session(database, "s1", "r1", 0, 3_600_000);
            TestDatabase.session(database, "s2", "r2", 0, 3_600_000);
            database.change(handle -> {
                TestDatabase.user(handle, 'a', "ada", "admin");
                TestDatabase.user(handle, 'b', "bob", "admin");
            });
        }
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("S-10 S-11 a sheet is downloaded, edited, looked at and saved on the page")
    void editsSessionsAsASheet() throws Exception {
        assertThat(get("/events/e1/sessions/manage").body()).contains(SESSIONS + "\"", ".xlsx");
        assertThat(get(SESSIONS + ".xlsx").headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"e1-sessions.xlsx\"");
        assertThat(get(SESSIONS + ".csv?room=r2").body()).contains("s2").doesNotContain("s1");
        String csv = get(SESSIONS + ".csv").body();
        String edited =
                csv.replace("Session s1", "<b>Ways</b>")
                        + ",,N1,Fresh,Room 2,2026-01-31,10:00,,11:00,,,,,,,,,,,,,,\r\n";

        String shown = upload(SESSIONS, edited);
        HttpResponse<String> page = get(shown);
        assertThat(page.body())
                .contains("1 added, 1 changed, 1 as they are")
                .contains("Title", "Session s1", "&lt;b&gt;Ways", "Fresh", "N1")
                .doesNotContain("<b>Ways");
        assertThat(get("/events/e1/sessions/manage").body()).doesNotContain("Fresh");
        assertThat(confirm(SESSIONS, shown, page.body()).statusCode()).isEqualTo(303);
        assertThat(get("/events/e1/sessions/manage").body()).contains("Fresh", "&lt;b&gt;Ways");
        assertThat(get(shown).body())
                .contains("Sessions added: 1. Changed: 1.", "/events/e1/sessions/manage\"")
                .doesNotContain("name=\"mark\"");
        assertThat(get(SESSIONS).body()).contains("Your files of the last half hour", "added: 1");
        assertThat(send(ask("bob", SESSIONS)).body()).doesNotContain("last half hour");
    }

    @Test
    @DisplayName("S-10 faults are listed with row and column, in English and in German")
    void listsFaults() throws Exception {
        String csv = get(SESSIONS + ".csv").body().replace("Room 2", "Cellar");
        String shown = upload(SESSIONS, csv);

        assertThat(get(shown).body())
                .contains("One thing is wrong", "E (Room)", "cannot be “Cellar”", "Room 1, Room 2")
                .doesNotContain("name=\"mark\"");
        assertThat(send(ask(shown).header("Accept-Language", "de")).body())
                .contains("Eines stimmt nicht", "kann nicht “Cellar” sein")
                .contains("<caption>Was nicht stimmt</caption>");
        assertThat(get(shown).body()).contains("<caption>What is wrong</caption>");
    }

    @Test
    @DisplayName("S-10 a change by somebody else, made after the preview, is told and not lost")
    void tellsWhoWasFaster() throws Exception {
        String csv = get(SESSIONS + ".csv").body();
        String shown = upload(SESSIONS, csv.replace("Session s1", "By Ada"));
        String page = get(shown).body();
        String bobs = upload("bob", SESSIONS, csv.replace("Session s1", "By Bob"));
        HttpResponse<String> saved = confirm("bob", SESSIONS, bobs, send(ask("bob", bobs)).body());
        assertThat(saved.statusCode()).isEqualTo(303);

        HttpResponse<String> late = confirm(SESSIONS, shown, page);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("bob changed this session", "B (Revision)", "By Bob");
        assertThat(get("/events/e1/sessions/manage").body()).contains("By Bob");
        assertThat(send(ask("bob", shown)).statusCode()).isEqualTo(422); // another's file
    }

    @Test
    @DisplayName("S-1 in an event of one session there is no sheet, and the page says why")
    void isAbsentWhereThereIsOneSession() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            database.change(h -> h.execute("UPDATE event SET level = 'single-session'"));
        }
        assertThat(get(SESSIONS).body())
                .contains("the level of service in the settings is one session")
                .doesNotContain("type=\"file\"");
    }

    @Test
    @DisplayName("R-2 A-3 a list of attendees is looked at field by field, then imported")
    void importsAttendees() throws Exception {
        assertThat(get("/events/e1/people").body()).contains(PEOPLE);
        String first = upload(PEOPLE, ATTENDEES + "007,=Byron,Ada,a@b,,x;y,\n8,Bobsen,Bob,,,,\n");
        String page = get(first).body();
        assertThat(page).contains("2 added, 0 changed, 0 as they are", "Ada =Byron · 007");
        assertThat(confirm(PEOPLE, first, page).statusCode()).isEqualTo(303);

        String second =
                upload(PEOPLE, ATTENDEES + "007,Lovelace,Ada,a@b,,y;z,QR7\n8,Bobsen,Bob,,,,\n");
        String changes = get(second).body();
        assertThat(changes)
                .contains("0 added, 1 changed, 1 as they are")
                .contains("Family name", "=Byron", "Lovelace", "x; y", "y; z", "New badge", "QR7");
        assertThat(confirm(PEOPLE, second, changes).statusCode()).isEqualTo(303);
        assertThat(get("/events/e1/exports/people.csv").body()).contains("007,Lovelace,Ada");
        assertThat(get(upload(PEOPLE, ATTENDEES + "007,Lovelace,Ada,a@b,,z;y,\n")).body())
                .contains("Everything is here already");
    }

    @Test
    @DisplayName("S-5 the preview shows what changes in fields of the event's own, by their names")
    void showsOwnFields() throws Exception {
        try (Database database = TestDatabase.in(folder)) {
            database.change(h -> h.execute("UPDATE event SET identify = 'own:Member No'"));
        }
        String header = ATTENDEES.replace("badge", "badge,member no");
        String first = upload(PEOPLE, header + "7,Byron,Ada,,,,,007\n");
        assertThat(get(first).body()).contains("1 added", "Member No", "007");
        confirm(PEOPLE, first, get(first).body());
        assertThat(get(upload(PEOPLE, header + "7,Byron,Ada,,,,,M-8\n")).body())
                .contains("0 added, 1 changed", "Member No", "007", "M-8");
        String csv = get(PEOPLE + "/all.csv").body();
        assertThat(csv).contains("groups,Member No\r\n", ",'007\r\n");
        assertThat(get(upload(PEOPLE, csv)).body()).contains("1 as they are", "already");
    }

    @Test
    @DisplayName("S-5 a field of the event's own is not called as a column that every list has")
    void refusesOwnFieldsNamedAsColumns() throws Exception {
        String page = get("/events/e1/settings").body();
        StringBuilder form = new StringBuilder("csrf=c&own-fields=Member%0AFamily++Name");
        java.util.regex.Matcher field =
                java.util.regex.Pattern.compile(
                                "name=\"(title|zone|early|late|cool-down|turnover|version)\""
                                        + "[^>]*value=\"([^\"]*)\"")
                        .matcher(page);
        while (field.find()) {
            form.append('&').append(field.group(1)).append('=').append(field.group(2));
        }
        form.append("&level=full&attendance=yes&mode=registered-only&walk-in=refuse")
                .append("&not-on-list=refuse&uncertain-time=refuse");
        HttpRequest.Builder request =
                ask("/events/e1/settings")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString()));
        HttpResponse<String> refused = send(request);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("“Family  Name” is the name of a column");
        assertThat(send(request.header("Accept-Language", "de")).body())
                .contains("„Family  Name“ heißt schon eine Spalte");
    }

    @Test
    @DisplayName("all attendees are downloaded, edited and imported again")
    void editsAttendeesAsAList() throws Exception {
        String first = upload(PEOPLE, ATTENDEES + "007,=Byron,Zoë,a@b,1E5,x;y,QR7\n8,B,Bob,,,,\n");
        confirm(PEOPLE, first, get(first).body());
        String csv = get(PEOPLE + "/all.csv").body();
        byte[] xlsx =
                client.send(ask(PEOPLE + "/all.xlsx").build(), BodyHandlers.ofByteArray()).body();

        assertThat(csv).contains("'007,'=Byron,Zoë,a@b,'1E5,x; y\r\n", "8,B,Bob,,,\r\n");
        assertThat(get(upload(PEOPLE, csv)).body()).contains("2 as they are", "already");
        assertThat(get(upload("ada", PEOPLE, xlsx)).body()).contains("2 as they are", "already");
        assertThat(get(upload(PEOPLE, csv.replace("Bob", "Robert"))).body())
                .contains("0 added, 1 changed, 1 as they are", "Robert");
    }

    @Test
    @DisplayName("a list of registrations is known by its heading, and faults tell row and column")
    void importsRegistrations() throws Exception {
        String people = upload(PEOPLE, ATTENDEES + "7,Byron,Ada,,,,\n");
        confirm(PEOPLE, people, get(people).body());
        String wrong = get(upload(PEOPLE, "attendee;session\n7;s1\n8;s1\n7;s9\n")).body();
        assertThat(wrong)
                .contains("2 things are wrong", "A (attendee)", "there is no attendee “8”")
                .contains("B (session)", "there is no session “s9”");

        String good = upload(PEOPLE, "attendee;session\n7;s1\n7;s1\n");
        String page = get(good).body();
        assertThat(page)
                .contains("list of registrations", "1 added, 0 changed, 0 as they are", "7 → s1")
                .contains("repeats row 2");
        assertThat(confirm(PEOPLE, good, page).statusCode()).isEqualTo(303);
        assertThat(get(upload(PEOPLE, "attendee;session\n7;s1\n")).body())
                .contains("0 added, 0 changed, 1 as they are");
    }

    @Test
    @DisplayName("an empty list can be downloaded and has all columns")
    void offersTemplates() throws Exception {
        assertThat(get(PEOPLE + "/attendees.csv").body().replace("\ufeff", "").replace("\r", ""))
                .isEqualTo(ATTENDEES);
        assertThat(get(PEOPLE + "/registrations.xlsx").body()).startsWith("PK");
        assertThat(get(PEOPLE).body()).contains("attendees.xlsx", "registrations.csv");
    }

    @Test
    @DisplayName("hostile and old files are refused with a sentence, on both pages")
    void refusesHostileFiles() throws Exception {
        byte[] old = new byte[600];
        System.arraycopy(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0}, 0, old, 0, 4);
        byte[] spaces = new byte[20 << 20];
        Arrays.fill(spaces, (byte) ' ');
        byte[] entity =
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"
                        .getBytes(StandardCharsets.UTF_8);
        for (String page : List.of(SESSIONS, PEOPLE)) {
            assertThat(get(upload("ada", page, old)).body())
                    .contains("old .xls file", "save it as .xlsx");
            assertThat(get(upload("ada", page, workbook(spaces))).body())
                    .contains("unpacks to far more");
            assertThat(get(upload("ada", page, workbook(entity))).body())
                    .contains("DOCTYPE")
                    .doesNotContain("root:");
            assertThat(get(upload("ada", page, new byte[0])).body()).contains("the file is empty");
            HttpResponse<String> none = send(multipart("ada", page, "", new byte[0]));
            assertThat(none.statusCode()).isEqualTo(422);
            assertThat(none.body()).contains("Choose a file");
        }
    }

    @Test
    @DisplayName("a file of more than 50 MB is refused with a sentence, on both pages")
    void refusesLargeFiles() throws Exception {
        byte[] large = new byte[50_000_001];
        for (String page : List.of(SESSIONS, PEOPLE)) {
            assertThat(get(upload("ada", page, large)).body())
                    .contains("larger than 50,000,000 bytes", "Split the file");
        }
    }

    private static byte[] workbook(byte[] part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write(part);
        }
        return out.toByteArray();
    }

    private String upload(String page, String text) throws Exception {
        return upload("ada", page, text);
    }

    private String upload(String user, String page, String text) throws Exception {
        return upload(user, page, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where the file can be looked at. */
    private String upload(String user, String page, byte[] file) throws Exception {
        HttpResponse<String> answer = send(multipart(user, page, "list.xlsx", file));
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private HttpRequest.Builder multipart(String user, String page, String name, byte[] file) {
        String head =
                "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nc\r\n--B\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\""
                        + name
                        + "\"\r\n\r\n";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8));
        return ask(user, page)
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private HttpResponse<String> confirm(String page, String shown, String html) throws Exception {
        return confirm("ada", page, shown, html);
    }

    private HttpResponse<String> confirm(String user, String page, String shown, String html)
            throws Exception {
        String mark = html.replaceAll("(?s).*name=\"mark\" value=\"([0-9a-f]*)\".*", "$1");
        String file = shown.substring(shown.indexOf('=') + 1);
        String body =
                "csrf=c&file=" + file + "&mark=" + URLEncoder.encode(mark, StandardCharsets.UTF_8);
        return send(
                ask(user, page + "/confirm")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(ask(path));
    }

    private HttpRequest.Builder ask(String path) {
        return ask("ada", path);
    }

    private HttpRequest.Builder ask(String user, String path) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer " + user);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
