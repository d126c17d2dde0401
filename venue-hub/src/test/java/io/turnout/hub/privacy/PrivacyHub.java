package io.turnout.hub.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.HubProgram;
import io.turnout.hub.WholeHub;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.CheckCharacter;
import io.turnout.protocol.crypto.HmacFingerprinter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A whole hub that holds of two attendees all that it can hold of one: 1, who is erased in tests,
 * and 2, who never is. Another one was made one with 1 before.
 */
final class PrivacyHub implements AutoCloseable {
    static final long HOUR = 3_600_000;
    static final String FAMILY = "Quellwasser";
    static final String GIVEN = "Friedhelm";
    static final String EMAIL = "friedhelm@quell.example";
    static final String NUMBER = "NR-4711";
    static final String LICENCE = "LIC-77821";
    static final String CODE = "QUELLBADGE77";
    static final String OWN = "Gartenstadt";
    static final String GROUP = "Familie Quellwasser";
    static final String OLD = "ALT-0003";
    static final String CERTIFICATE = number("0123456789ABCDE");
    private static final String REVOKED = number("ZZZZZZZZZZZZZZZ");

    /** All by which attendee 1 is known, and nobody else. */
    static final List<String> SECRETS =
            List.of(FAMILY, GIVEN, EMAIL, NUMBER, LICENCE, CODE, OWN, OLD, "Altname");

    /** Of the badge of attendee 2. */
    static final String OTHER = new BadgeFingerprint(2, 9).toString();

    private final Path folder;
    private final Database database;
    private final HttpClient client = HttpClient.newHttpClient();
    private HubProgram.Started hub;

    PrivacyHub(Path folder) throws Exception {
        this.folder = folder;
        long day = System.currentTimeMillis() - 24 * HOUR;
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
        TestDatabase.session(database, "s1", "r1", day, day + HOUR);
        TestDatabase.session(database, "s2", "r2", day + 2 * HOUR, day + 3 * HOUR);
        TestDatabase.attendee(database, 1, fingerprint());
        TestDatabase.attendee(database, 2, OTHER);
        fill(database, day);
        hub = WholeHub.start(folder);
        post("/events/e1/people/1/merge", "number=" + OLD);
    }

    private static String number(String random) {
        return random + CheckCharacter.of(random);
    }

    static String fingerprint() {
        return new HmacFingerprinter(Base64.getDecoder().decode(TestDatabase.SALT))
                .of(CODE)
                .toString();
    }

    private static void fill(Database database, long day) {
        database.change(h -> {
            TestDatabase.user(h, 7, "noor", "admin");
            TestDatabase.user(h, 8, "atte", "none");
            h.execute("INSERT INTO event_role VALUES (8, 'e1', 'attendant')");
            TestDatabase.user(h, 9, "orga", "none");
            h.execute("INSERT INTO event_role VALUES (9, 'e1', 'organizer')");
            h.execute("UPDATE event SET identify = 'badge-number' || char(10) || 'own:Ort'");
            h.execute(
                    "UPDATE attendee SET number = ?, family_name = ?, given_name = ?, email = ?,"
                            + " licence_number = ? WHERE id = 1",
                    NUMBER,
                    FAMILY,
                    GIVEN,
                    EMAIL,
                    LICENCE);
            h.execute("UPDATE badge SET code = ? WHERE attendee = 1", CODE);
            h.execute("INSERT INTO attendee_field VALUES (1, 'ort', ?, lower(?))", OWN, OWN);
            h.execute("INSERT INTO attendee_group VALUES (1, ?)", GROUP);
            h.execute(
                    "INSERT INTO attendee (id, event, number, family_name, given_name)"
                            + " VALUES (3, 'e1', ?, 'Altname', 'X')",
                    OLD);
            h.execute("INSERT INTO registration VALUES (1, 's1')");
            h.execute("INSERT INTO target_person VALUES ('s2', 1)");
            h.execute("INSERT INTO attendee_session VALUES ('x', 1, 'c', ?, 1)", Long.MAX_VALUE);
            h.execute(
                    "INSERT INTO saved_export (event, name, report, format, language, made_by,"
                            + " made_ms) VALUES ('e1', 'All', 'presence', 'csv', 'en', 'noor', 1)");
            written(h, day);
            told(h, day);
        });
        for (int person = 1; person <= 2; person++) {
            long number = person * 10L;
            scan(database, person, number, day, true);
            scan(database, person, number + 1, day + HOUR, false);
        }
    }

    private static void written(Handle h, long day) {
        correction(h, 1, "Friedhelm sat at the back", 1, 1);
        correction(h, 2, "as quellwasser was, so was this one", 2, 1);
        correction(h, 3, "the reader was dead", 1, 2);
        h.execute("UPDATE correction_line SET session = 's2', in_ms = ?, out_ms = ?", day, day + 9);
        h.execute(
                "INSERT INTO scan_word VALUES"
                        + " ('u1', 'e', 10, 'override', 'Herr Quellwasser, known', 7, 'noor', 1, 1)");
        h.execute(
                "INSERT INTO audit (at_ms, who, what, subject, detail) VALUES"
                        + " (2, 'noor', 'change room', 'r1', 'name'),"
                        + " (3, 'noor', 'import attendees', 'e1', 'of Friedhelm')");
        String certified =
                "{\"event\":\"Event\",\"zone\":\"UTC\",\"firstDay\":\"\",\"lastDay\":\"\",\"person\":"
                        + "{\"given\":\"%s\",\"family\":\"%s\",\"licence\":\"%s\"},\"lines\":[]}";
        certificate(h, CERTIFICATE, certified.formatted(GIVEN, FAMILY, LICENCE));
        certificate(h, REVOKED, certified.formatted(GIVEN, "Altname", LICENCE));
        h.execute(
                "INSERT INTO certificate_end (number, kind, why, by_whom, at_ms) VALUES"
                        + " (?, 'revoked', 'Altname is no more', 'noor', 5)",
                REVOKED);
    }

    private static void correction(Handle h, int number, String why, int attendee, int people) {
        h.execute(
                "INSERT INTO correction (number, event, kind, why, hub_user, who, made_ms, people)"
                        + " VALUES (?, 'e1', 'set', ?, 7, 'noor', 1, ?)",
                number,
                why,
                people);
        h.execute(
                "INSERT INTO correction_line (correction, place, attendee) VALUES (?, 0, ?)",
                number,
                attendee);
    }

    private static void certificate(Handle h, String number, String certified) {
        h.execute(
                "INSERT INTO certificate VALUES (?, 'e1', 1, 0, ?, 4, 'noor')", number, certified);
    }

    private static void told(Handle h, long day) {
        h.execute(
                "INSERT INTO webhook (id, event, url, kinds, state, secret, made_by, made_ms)"
                        + " VALUES (1, 'e1', 'https://other.example/', 'checked-in', 'paused', ?,"
                        + " 'noor', 1)",
                TestDatabase.SALT);
        for (int attendee : List.of(1, 3)) {
            h.execute(
                    "INSERT INTO webhook_delivery (hook, id, kind, attendee, body, made_ms,"
                            + " next_ms) VALUES (1, ?, 'checked-in', ?, ?, ?, ?)",
                    "msg_" + attendee,
                    attendee,
                    "{\"type\":\"checked-in\",\"data\":{\"event\":\"e1\",\"attendee\":\"%s\"}}"
                            .formatted(attendee == 1 ? NUMBER : OLD),
                    day,
                    day);
        }
    }

    private static void scan(Database database, int person, long number, long at, boolean in) {
        database.change(h ->
                h.execute(
                        "INSERT INTO scan (unit, epoch, number, received_ms, wall_ms, mono_ms,"
                                + " boot, clock, event, room, door, side, mode, way, badge,"
                                + " outcome, reason, flagged, entered, takes_seat, leaves,"
                                + " left_session, list_revision, online) SELECT 'u1', 'e', ?, ?,"
                                + " ?, ?, 'b', 'synced', 'e1', 'r1', 'd1', ?, 'auto', 'unit',"
                                + " fingerprint, 'admitted', 'open', 0, ?, 0, ?, ?, 1, 1"
                                + " FROM badge WHERE attendee = ?",
                        number,
                        at,
                        at,
                        at,
                        in ? "in" : "out",
                        in ? "s1" : null,
                        in ? 0 : 1,
                        in ? null : "s1",
                        person));
    }

    HubProgram.Started hub() {
        return hub;
    }

    /** Stops it, as a reboot does, changes what is written down, and starts it again. */
    void restart(String... changes) throws Exception {
        hub.program().close();
        for (String change : changes) {
            sql(change);
        }
        hub = WholeHub.start(folder);
    }

    void sql(String change) {
        database.change(h -> h.execute(change));
    }

    List<String> rows(String query) {
        return database.read(h -> h.createQuery(query).mapTo(String.class).list());
    }

    /** Registers a unit in room r1, and returns its secret. */
    String unit(String id) throws Exception {
        HttpResponse<String> made =
                client.send(
                        request("/api/v1/units", "noor", "en")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"id\":\"%s\",\"room\":\"r1\",\"mode\":\"auto\"}"
                                                        .formatted(id)))
                                .build(),
                        BodyHandlers.ofString());
        return new ObjectMapper().readTree(made.body()).path("secret").asText();
    }

    HttpResponse<String> get(String path) throws Exception {
        return get(path, "noor", "en");
    }

    HttpResponse<String> get(String path, String user, String language) throws Exception {
        return client.send(request(path, user, language).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> file(String path) throws Exception {
        return client.send(request(path, "noor", "en").build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String fields) throws Exception {
        return post(path, fields, "noor");
    }

    HttpResponse<String> post(String path, String fields, String user) throws Exception {
        return client.send(
                request(path, user, "en")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=c&" + fields))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String user, String language) {
        return HttpRequest.newBuilder(URI.create(hub.config().url() + path))
                .header("Authorization", "Bearer " + user)
                .header("Accept", "text/html")
                .header("Accept-Language", language);
    }

    @Override
    public void close() {
        hub.program().close();
        database.close();
    }
}
