package io.turnout.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.turnout.hub.web.Route;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed out of a person, who took what, and erasing by itself, over one real hub. */
final class PrivacyPagesTest {
    private static final Set<String> FILES =
            Set.of(
                    "text/csv",
                    "application/pdf",
                    "application/zip",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /** Files that say nothing of a person: a sample, signs, and lists to be filled in. */
    private static final Set<String> OF_NOBODY =
            Set.of(
                    "/events/{event}/certificates/preview/{language}/pdf",
                    "/events/{event}/wall/images.zip",
                    "/events/{event}/people/import/registrations.csv",
                    "/events/{event}/people/import/registrations.xlsx");

    @TempDir private static Path folder;
    private static PrivacyHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = new PrivacyHub(folder);
        await().until(() -> hub.rows("SELECT session FROM visit").size() >= 2);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @DisplayName("all that is kept of one person is one file, for programs and for people")
    void handsOutEverything() throws Exception {
        Map<String, String> zip = zip("/events/e1/people/1/data.zip");
        assertThat(zip).containsOnlyKeys("data.json", "data-en.html", "data-de.html");
        JsonNode json = new ObjectMapper().readTree(zip.get("data.json"));
        Holdings.ALL.forEach(holding -> assertThat(json.has(holding.name())).isTrue());
        for (String secret : PrivacyHub.SECRETS) { // also what was told under the number before
            assertThat(zip.get("data.json")).contains(secret);
            assertThat(zip.get("data-de.html")).contains(secret);
        }
        assertThat(json.path("person")).hasSize(1);
        assertThat(json.path("messages")).hasSize(2);
        assertThat(json.path("scans")).hasSize(2);
        assertThat(json.path("scans").path(0).path("at").asText()).endsWith("Z");
        assertThat(json.path("visits")).isNotEmpty();
        assertThat(json.path("corrections")).hasSize(2);
        assertThat(zip.get("data-en.html"))
                .contains("What is kept of you", "Present 60 of 60 minutes", "<html lang=\"en\">")
                .doesNotContain("<script", "N2");
        assertThat(zip.get("data-de.html")).contains("Was über Sie gespeichert ist", "Scans");
        assertThat(hub.get("/events/e1/people/1/data.zip", "atte", "en").statusCode())
                .isEqualTo(403);
        assertThat(hub.get("/events/e1/people/99/data.zip").statusCode()).isEqualTo(404);
        assertThat(
                        hub.rows(
                                "SELECT who || ' ' || subject FROM audit"
                                        + " WHERE what = 'download personal data'"))
                .contains("noor e1/people/1");
    }

    @Test
    @DisplayName("every download of people's data stands in the record, whichever route it came by")
    void recordsEveryDownload() throws Exception {
        List<String> silent = new ArrayList<>();
        int files = 0;
        for (Route route : hub.hub().routes()) {
            if (!route.method().equals("GET") || isOther(route)) {
                continue;
            }
            int before = record();
            HttpResponse<String> answer = hub.get(path(route));
            String type = answer.headers().firstValue("content-type").orElse("").split(";", -1)[0];
            if (answer.statusCode() == 200 && FILES.contains(type)) {
                files++;
                if (record() == before) {
                    silent.add(route.path());
                }
            }
        }
        assertThat(silent).isSubsetOf(OF_NOBODY);
        assertThat(files).isGreaterThan(25);
    }

    @Test
    @DisplayName(
            "erasing by itself is said on every page two weeks before, and its result is shown")
    void erasesByItself() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        hub.restart(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms, last_day,"
                        + " retention_days) VALUES ('e9', 'ABE', 'Old', 'UTC', 'x', 0, '"
                        + today.minusDays(40)
                        + "', 30)",
                "INSERT INTO attendee (event, number, family_name, given_name)"
                        + " VALUES ('e9', '1', 'Nimmermehr', 'Ada')");
        await().until(() -> !hub.rows("SELECT event FROM retention").isEmpty());
        assertThat(hub.get("/events/e9/people").body())
                .contains("are erased by themselves", "/events/e9/privacy");
        assertThat(hub.get("/events/e9/people", "noor", "de").body())
                .contains("von selbst gelöscht");
        assertThat(hub.get("/events/e9/privacy").body())
                .contains("the data of 1 attendee are erased", "To put it off");
        hub.restart("UPDATE retention SET erase_day = '" + today.minusDays(1) + "'");
        await().until(() ->
                hub.rows("SELECT number FROM attendee WHERE event = 'e9'")
                        .getFirst()
                        .startsWith("erased-"));
        await().untilAsserted(() ->
                assertThat(hub.get("/events/e9/privacy").body())
                        .contains("Done: 1 attendee erased. Nobody of a later event kept."));
        assertThat(hub.get("/events/e9/people").body())
                .doesNotContain("Nimmermehr", "by themselves");
        assertThat(hub.get("/events/e1/privacy").body()).contains("no number of days is set");
    }

    /** Live streams would never end, and of others the addresses name nothing that is here. */
    private static boolean isOther(Route route) {
        return route.path().endsWith("/live") || route.path().startsWith("/unit/");
    }

    private static String path(Route route) {
        String number = route.path().contains("/attendees/") ? "N2" : PrivacyHub.CERTIFICATE;
        return route.path()
                .replace("{event}", "e1")
                .replace("{person}", "2")
                .replace("{badge}", PrivacyHub.OTHER)
                .replace("{number}", number)
                .replace("{session}", "s1")
                .replaceAll("\\{[a-z]+}", "1");
    }

    private static int record() {
        return Integer.parseInt(hub.rows("SELECT count(*) FROM audit").getFirst());
    }

    private static Map<String, String> zip(String path) throws Exception {
        HttpResponse<byte[]> answer = hub.file(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return unpacked(answer.body());
    }

    private static Map<String, String> unpacked(byte[] file) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
