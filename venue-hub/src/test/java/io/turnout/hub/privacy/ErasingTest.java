package io.turnout.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.hub.broker.TestClient;
import io.turnout.hub.broker.TestClient.As;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One person is erased on their page; everything is looked through for them, byte by byte. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ErasingTest {
    private static final String PERSON = "/events/e1/people/1";
    private static final String ERASE = PERSON + "/erase";
    private static final List<String> REPORTS =
            List.of("check-ins", "check-outs", "presence", "sessions", "scans");

    @TempDir private static Path folder;
    private static PrivacyHub hub;
    private static String secret = "";

    @BeforeAll
    static void start() throws Exception {
        hub = new PrivacyHub(folder);
        await().until(() -> hub.rows("SELECT session FROM visit").size() >= 2);
        secret = hub.unit("u9");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    @DisplayName("a page shows what goes and what stays, in both languages, and asks twice")
    void showsBeforeAndAsks() throws Exception {
        assertThat(hub.get(PERSON).body()).contains(ERASE, PERSON + "/data.zip");
        assertThat(hub.get(ERASE).body())
                .contains(
                        "What goes",
                        "1 value in a field of the event’s own, 1 group",
                        "1 badge loses its code",
                        "2 certificates lose their names",
                        "2 scans and",
                        "Erased person 1");
        assertThat(hub.get(ERASE, "noor", "de").body())
                .contains("Was geht", "1 Gruppe", "2 Scans und", "Gelöschte Person 1");
        assertThat(hub.get(ERASE, "atte", "en").statusCode()).isEqualTo(403);
        assertThat(hub.post(ERASE, "why=asked+for&number=NR-4712").statusCode()).isEqualTo(422);
        assertThat(hub.post(ERASE, "why=&number=NR-4711").statusCode()).isEqualTo(422);
        assertThat(hub.post(ERASE, "why=Friedhelm+asked&number=NR-4711").body())
                .contains("Leave out the name");
        assertThat(hub.rows("SELECT number FROM attendee WHERE id = 1")).containsExactly("NR-4711");
    }

    @Test
    @Order(1)
    @DisplayName("other events with the same address are named to whoever may see their people")
    void namesOtherEvents() throws Exception {
        hub.sql(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                        + " VALUES ('e2', 'ABD', 'Spring school', 'UTC', 'x', 0)");
        hub.sql(
                "INSERT INTO attendee (event, number, family_name, given_name, email)"
                        + " VALUES ('e2', '7', 'Other', 'One', upper('friedhelm@quell.example'))");
        assertThat(hub.get(ERASE).body()).contains("Spring school");
        assertThat(hub.get(ERASE, "orga", "en").body())
                .contains("What goes")
                .doesNotContain("Spring school");
        hub.sql("DELETE FROM attendee WHERE event = 'e2'");
    }

    @Test
    @Order(2)
    @DisplayName("what was erased is in no table and in no file; every report is what it was")
    void erasesEverywhere() throws Exception {
        assertThat(places()).as("the look finds what is there").hasSizeGreaterThan(10);
        List<String> before = reports();
        assertThat(hub.post(ERASE, "why=asked+for+it&number=NR-4711").statusCode()).isEqualTo(303);
        assertThat(places()).isEmpty();
        await().untilAsserted(() -> assertThat(files()).isEmpty());
        assertThat(reports()).isEqualTo(before);
        assertThat(hub.rows("SELECT who || ' ' || detail FROM audit WHERE what = 'erase attendee'"))
                .containsExactly("noor asked for it");
        assertThat(hub.rows("SELECT why FROM correction ORDER BY number"))
                .containsExactly(WrittenTexts.ERASED, WrittenTexts.ERASED, "the reader was dead");
        assertThat(hub.rows("SELECT body FROM webhook_delivery"))
                .hasSize(2)
                .allMatch(body -> body.contains("\"attendee\":\"erased-1\""));
    }

    @Test
    @Order(3)
    @DisplayName("A-6 the badge is refused from then on, and nobody can give it back")
    void refusesTheBadge() throws Exception {
        assertThat(hub.rows("SELECT state FROM badge WHERE attendee = 1"))
                .containsExactly("revoked");
        assertThat(hub.rows("SELECT state_serial > 1 FROM badge WHERE attendee = 1"))
                .containsExactly("1");
        String said = saidToTheUnit();
        assertThat(said)
                .contains("{\"badge\":\"" + PrivacyHub.fingerprint() + "\",\"state\":\"revoked\"");
        assertThat(isSecret(said)).isFalse();
        hub.post("/events/e1/people/1/badges/" + PrivacyHub.fingerprint() + "/state", "do=unblock");
        assertThat(hub.post(PERSON + "/badges", "do=issue").statusCode()).isEqualTo(409);
        assertThat(hub.post(PERSON + "/edit", "number=1&family-name=X&version=2").statusCode())
                .isEqualTo(404);
        hub.post("/events/e1/people/badges", "");
        assertThat(hub.rows("SELECT state FROM badge WHERE attendee = 1"))
                .containsExactly("revoked");
        assertThat(hub.get(ERASE).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(4)
    @DisplayName("pages call them by a number, and a certificate's number still tells the truth")
    void tellsTheTruthWithoutAName() throws Exception {
        assertThat(hub.get(PERSON).body()).contains("Erased person 1").doesNotContain(ERASE);
        assertThat(hub.get(PERSON, "noor", "de").body()).contains("Gelöschte Person 1");
        assertThat(hub.get("/events/e1/people").body())
                .contains("Erased person / Gelöschte Person");
        assertThat(hub.get("/verify/" + PrivacyHub.CERTIFICATE).body())
                .contains("Issued here, name erased", "<dd>erased</dd>");
        assertThat(hub.get("/events/e1/certificates").body()).contains("Erased person 1");
        assertThat(
                        hub.get("/events/e1/certificates/" + PrivacyHub.CERTIFICATE + "/pdf")
                                .statusCode())
                .isEqualTo(409);
    }

    /** As "table.column: text", everything that holds one of the secrets. */
    private static List<String> places() {
        List<String> found = new ArrayList<>();
        for (String table : hub.rows("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            for (String column : hub.rows("SELECT name FROM pragma_table_info('" + table + "')")) {
                hub.rows("SELECT CAST(\"" + column + "\" AS TEXT) FROM \"" + table + "\"").stream()
                        .filter(text -> text != null && isSecret(text))
                        .forEach(text -> found.add(table + "." + column + ": " + text));
            }
        }
        return found;
    }

    private static boolean isSecret(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return PrivacyHub.SECRETS.stream()
                .anyMatch(secret -> small.contains(secret.toLowerCase(Locale.ROOT)));
    }

    /** The files of the data directory that hold one of them, free pages and all. */
    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isSecret(bytes(file)))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the broker keeps for a unit, once the badge is in it. */
    private static String saidToTheUnit() throws Exception {
        StringBuilder said = new StringBuilder();
        try (TestClient unit =
                TestClient.connect(hub.hub().config().mqttPort(), As.unit("u9", secret))) {
            for (String kind : List.of("ack", "list", "changes", "answer", "time", "seats")) {
                unit.subscribe("turnout/1/venue/unit/u9/" + kind);
            }
            await().until(() -> {
                said.append(unit.next().text());
                return said.indexOf(PrivacyHub.fingerprint()) >= 0;
            });
        }
        return said.toString();
    }

    /** Every report, with the person under the name that they have afterwards. */
    private static List<String> reports() throws Exception {
        List<String> all = new ArrayList<>();
        for (String report : REPORTS) {
            hub.get("/events/e1/exports/" + report + ".csv")
                    .body()
                    .lines()
                    .map(line ->
                            line.replace(PrivacyHub.NUMBER, "erased-1")
                                    .replace(
                                            "\"as quellwasser was, so was this one\"",
                                            WrittenTexts.ERASED)
                                    .replace("Friedhelm sat at the back", WrittenTexts.ERASED)
                                    .replace(PrivacyHub.CODE, "")
                                    .replace(PrivacyHub.FAMILY, "1")
                                    .replace(PrivacyHub.GIVEN, "Erased person / Gelöschte Person"))
                    .sorted()
                    .forEach(all::add);
        }
        return all;
    }
}
