package io.turnout.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Route;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds on every page and in every file, whatever people are called and whoever asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryPageTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String MARKUP = "\"><img src=x onerror=alert(1)>";
    private static final String FORMULA = "=HYPERLINK(\"http://evil.example\")";
    private static final String SQL = "'); DROP TABLE attendee; --";
    private static final Pattern BARE_FORMULA =
            Pattern.compile("(?m)(^|[,;\t])\"?[=+@-]+HYPERLINK");
    private static final String ALIEN = "Fremdling";

    private PrivacyHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new PrivacyHub(folder);
        hub.restart(
                "UPDATE attendee SET family_name = %s, given_name = %s, search = NULL WHERE id = 1"
                        .formatted(quoted(FORMULA + SCRIPT), quoted(MARKUP + "\u202Egnp.exe")),
                "UPDATE attendee_group SET name = " + quoted(SQL + SCRIPT),
                "UPDATE attendee_field SET value = " + quoted("@" + FORMULA + SCRIPT),
                "UPDATE session SET title = " + quoted("-" + FORMULA + SCRIPT) + " WHERE id = 's1'",
                "UPDATE room SET name = " + quoted("+" + FORMULA + SCRIPT) + " WHERE id = 'r1'",
                "UPDATE event SET title = " + quoted(SCRIPT + MARKUP),
                "INSERT INTO event (id, tag, title, zone, salt, created_ms) VALUES ('e9', 'XYZ', '"
                        + ALIEN
                        + "', 'UTC', '"
                        + TestDatabase.SALT
                        + "', 0)",
                "INSERT INTO attendee (id, event, number, family_name, given_name)"
                        + " VALUES (99, 'e9', 'X-99', '"
                        + ALIEN
                        + "', 'X')",
                "INSERT INTO badge (event, fingerprint, attendee, code)"
                        + " VALUES ('e9', 'ffff', 99, '"
                        + ALIEN
                        + "')",
                "INSERT INTO room (id, event, name, place) VALUES ('r9', 'e9', '" + ALIEN + "', 1)",
                "CREATE TABLE one AS SELECT * FROM session WHERE id = 's1'",
                "UPDATE one SET id = 's9', event = 'e9', room = 'r9', title = '" + ALIEN + "'",
                "INSERT INTO session SELECT * FROM one",
                "DROP TABLE one",
                "INSERT INTO certificate VALUES ('CERT9', 'e9', 99, 0, '{}', 4, '" + ALIEN + "')");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    @DisplayName(
            "AT9 scripts, markup, formulas and SQL in names do nothing on any page or in any file")
    void namesAreInertEverywhere() throws Exception {
        Map<String, Integer> seen = new TreeMap<>();
        for (Route route : pages()) {
            HttpResponse<byte[]> answer = hub.file(filled(route, "1", "s1", "r1"));
            String type = answer.headers().firstValue("content-type").orElse("");
            assertThat(answer.statusCode()).as(route.path()).isLessThan(500);
            assertThat(answer.headers().firstValue("x-content-type-options"))
                    .as(route.path())
                    .contains("nosniff");
            if (answer.statusCode() == 200 && hasNames(answer.body(), type, route.path())) {
                seen.merge(type.replaceFirst(";.*", ""), 1, Integer::sum);
            }
        }
        assertThat(seen.getOrDefault("text/html", 0)).as("pages with names").isGreaterThan(20);
        assertThat(seen.getOrDefault("text/csv", 0)).as("files with names").isGreaterThan(5);
        assertThat(seen.toString()).contains("spreadsheetml");
        assertThat(hub.rows("SELECT count(*) FROM attendee")).isNotEqualTo(List.of("0"));
    }

    @Test
    @DisplayName("AT12 ids of another event show and change nothing of it")
    void idsOfOtherEventsLeadNowhere() throws Exception {
        List<String> before = ofTheOther();
        for (Route route : hub.hub().routes()) {
            if (!isOfAnEvent(route)) {
                continue;
            }
            String path = filled(route, "99", "s9", "r9");
            HttpResponse<String> answer =
                    route.method().equals("GET")
                            ? hub.get(path, "orga", "en")
                            : hub.post(path, "why=x&state=revoked&number=X-99", "orga");
            assertThat(answer.body()).as(route + "").doesNotContain(ALIEN);
            assertThat(answer.statusCode()).as(route + "").isLessThan(500);
        }
        assertThat(ofTheOther()).isEqualTo(before);
        assertThat(hub.get("/events/e9", "orga", "en").body()).doesNotContain(ALIEN);
    }

    /** Every word of the other event. */
    private List<String> ofTheOther() {
        List<String> all = new ArrayList<>();
        all.addAll(hub.rows("SELECT id || number || family_name FROM attendee WHERE event = 'e9'"));
        all.addAll(hub.rows("SELECT code || state FROM badge WHERE event = 'e9'"));
        all.addAll(hub.rows("SELECT id || title || room FROM session WHERE event = 'e9'"));
        all.addAll(hub.rows("SELECT id || name FROM room WHERE event = 'e9'"));
        all.addAll(hub.rows("SELECT number FROM certificate_end"));
        assertThat(all).hasSizeGreaterThan(3);
        return all;
    }

    private List<Route> pages() {
        return hub.hub().routes().stream()
                .filter(EveryPageTest::isOfAnEvent)
                .filter(route -> route.method().equals("GET"))
                .toList();
    }

    /** A live stream has no end. */
    private static boolean isOfAnEvent(Route route) {
        return route.path().contains("{event}") && !route.path().endsWith("/live");
    }

    private static String filled(Route route, String person, String session, String room) {
        return route.path()
                .replace("{event}", "e1")
                .replace("{person}", person)
                .replace("{session}", session)
                .replace("{room}", room)
                .replace("{number}", person.equals("99") ? "CERT9" : PrivacyHub.CERTIFICATE)
                .replaceAll("\\{[a-z]+}", person);
    }

    /** Whether the hostile texts are there, as texts. */
    private static boolean hasNames(byte[] body, String type, String path) throws IOException {
        String text =
                type.contains("spreadsheetml")
                        ? unpacked(body)
                        : new String(body, StandardCharsets.UTF_8);
        if (type.startsWith("text/html") || type.contains("svg")) {
            assertThat(text).as(path).doesNotContain("<script>alert", "<img src=x");
        } else if (type.startsWith("text/csv")) {
            assertThat(BARE_FORMULA.matcher(text).find()).as(path).isFalse();
        } else if (type.contains("spreadsheetml")) {
            assertThat(text).as(path).doesNotContain("<script>alert", "<f>", "<f ", "<hyperlink");
        }
        return text.contains("HYPERLINK") || text.contains("&lt;script&gt;");
    }

    private static String unpacked(byte[] file) throws IOException {
        Path kept = Files.write(Files.createTempFile("turnout-every-page", ".xlsx"), file);
        StringBuilder all = new StringBuilder();
        try (ZipFile zip = new ZipFile(kept.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] part = zip.getInputStream(entry).readAllBytes();
                all.append(new String(part, StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(kept);
        }
        return all.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
