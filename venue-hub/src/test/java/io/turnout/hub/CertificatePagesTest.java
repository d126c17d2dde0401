package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Certificates from scans to paper: what doors read is what is certified. */
final class CertificatePagesTest extends CertificateHub {
    @Test
    @DisplayName("R-5 an organizer looks at what would be certified, issues it and takes it away")
    void issuesForOne() throws Exception {
        assertThat(get("/events/e1/people/1").body()).contains("/people/1/certificates");
        String before = get("/events/e1/people/1/certificates").body();
        assertThat(before)
                .contains("Issue certificate", "A &lt;b&gt;talk&lt;/b&gt;", "1.5 Ethics")
                .contains("All fields of study 3.75", "credit.");
        assertThat(follow(post("/events/e1/people/1/certificates", "")).body())
                .contains("is issued.", "Valid")
                .doesNotContain("Issue certificate");
        String number = number(1);
        HttpResponse<byte[]> pdf = bytes(ALL + "/" + number + "/pdf?lang=de");
        assertThat(pdf.headers().firstValue("content-type")).contains("application/pdf");
        assertThat(text(pdf.body()))
                .contains("Teilnahmebescheinigung", "Given Family", "1,5 Ethics", "3,75")
                .contains(hub.config().url() + "/verify/" + shown(number));
        assertThat(rows("SELECT what || ' ' || subject FROM audit ORDER BY seq DESC LIMIT 2"))
                .containsExactly(
                        "download certificate e1/people/1", "issue certificate e1/people/1");
        assertThat(post("/events/e1/people/1/certificates", "").statusCode())
                .as("nothing changed")
                .isEqualTo(409);
    }

    @Test
    @DisplayName("R-5 anybody verifies a number: valid, replaced, revoked, unknown, mistyped")
    void verifies() throws Exception {
        post("/events/e1/people/1/certificates", "");
        String number = number(1);
        HttpResponse<String> valid = stranger("/verify/" + shown(number));
        assertThat(valid.statusCode()).isEqualTo(200);
        assertThat(valid.headers().firstValue("x-robots-tag")).contains("noindex, nofollow");
        assertThat(valid.body())
                .contains("<h1>Valid</h1>", "G. F.", "Congress", "Ethics", "3.75")
                .doesNotContain("Given", "Family<", "talk", "N1");
        assertThat(stranger("/verify/" + number + "?lang=de").body())
                .contains("<h1>Gültig</h1>", "3,75");

        sql("UPDATE attendee SET given_name = 'New' WHERE id = 1");
        assertThat(get("/events/e1/people/1/certificates").body())
                .contains("What is known has changed", "Issue anew");
        assertThat(stranger("/verify/" + number).body()).as("still").contains("<h1>Valid</h1>");
        post("/events/e1/people/1/certificates", "");
        String next = number(1);
        assertThat(stranger("/verify/" + number).body())
                .contains("<h1>Replaced</h1>", "/verify/" + shown(next));

        HttpResponse<String> revoked = post(ALL + "/" + next + "/revoke", "why=Wrong+person");
        assertThat(follow(revoked).body()).contains("is revoked", "by noor", "Wrong person");
        assertThat(stranger("/verify/" + next).body())
                .contains("<h1>Revoked</h1>")
                .doesNotContain("Wrong person");
        assertThat(stranger("/verify/1234").statusCode()).isEqualTo(422);
        HttpResponse<String> forged = stranger("/verify/0000-0000-0000-0000");
        assertThat(forged.statusCode()).isEqualTo(404);
        assertThat(forged.body()).contains("<h1>Unknown</h1>");
        sql("UPDATE attendee SET given_name = 'Given' WHERE id = 1");
    }

    @Test
    @DisplayName(
            "R-5 the whole name is shown only to whoever knows the family name; guessing slows")
    void asksForTheName() throws Exception {
        post("/events/e1/people/2/certificates", "");
        String path = "/verify/" + number(2);
        HttpResponse<String> right = strangerPosts(path, "family=%20FAMÍLY%20");
        assertThat(right.body()).contains("Given Family").doesNotContain("name=\"family\"");
        for (int i = 0; i < 5; i++) {
            assertThat(strangerPosts(path, "family=x" + i).body())
                    .contains("not the family name", "G. F.")
                    .doesNotContain("Given");
        }
        HttpResponse<String> slowed = strangerPosts(path, "family=Family");
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("retry-after")).isPresent();
        assertThat(stranger(path).statusCode()).as("the number alone").isEqualTo(200);
    }

    @Test
    @DisplayName("R-5 programs verify, list, issue and take away")
    void servesPrograms() throws Exception {
        assertThat(api("POST", "/certificates", "{\"attendee\":\"N3\"}").statusCode())
                .isEqualTo(201);
        assertThat(api("POST", "/certificates", "{\"attendee\":\"N3\"}").statusCode())
                .as("is there")
                .isEqualTo(200);
        assertThat(api("POST", "/certificates", "{\"attendee\":\"nobody\"}").statusCode())
                .isEqualTo(404);
        String number = number(3);
        assertThat(api("GET", "/certificates", "").body())
                .contains("\"number\":\"" + shown(number) + "\"", "\"attendee\":\"N3\"")
                .contains("\"state\":\"valid\"", "\"credits\":\"3.75\"");
        assertThat(text(bytes("/api/v1/events/e1/certificates/" + number + "/pdf").body()))
                .contains("Given Family");
        HttpResponse<String> verified = stranger("/api/v1/verify/" + number);
        assertThat(verified.body())
                .contains("\"state\":\"valid\"", "\"initials\":\"G. F.\"", "\"credits\":\"3.75\"")
                .doesNotContain("Given", "\"name\"");
        String named =
                send(request("/api/v1/verify/" + number)
                                .POST(BodyPublishers.ofString("{\"familyName\":\"family\"}")))
                        .body();
        assertThat(named).contains("\"name\":\"Given Family\"", "\"nameFits\":true");
        assertThat(stranger("/api/v1/verify/x").statusCode()).isEqualTo(422);
        HttpResponse<String> begun = api("POST", "/certificates", "{\"scope\":\"credit\"}");
        assertThat(begun.statusCode()).isEqualTo(202);
        String job = begun.body().replaceAll(".*\"job\":(\\d+).*", "$1");
        await().until(() -> api("GET", "/certificates/jobs/" + job, "").body().contains("done"));
        assertThat(api("GET", "/certificates/jobs/" + job, "").body())
                .contains("\"issued\":11", "\"kept\":1");
    }

    @Test
    @DisplayName("R-5 all certificates are issued as one job and come as one file")
    void issuesForAll() throws Exception {
        HttpResponse<String> begun = post(ALL + "/jobs", "scope=credit");
        String job = begun.headers().firstValue("location").orElseThrow();
        await().until(() -> get(job).body().contains("<b>Done.</b>"));
        assertThat(get(job).body()).contains("12 of 12 attendees", "Issued", "/zip?lang=de");
        List<String> names = new ArrayList<>();
        HttpResponse<byte[]> zip = bytes(job + "/zip?lang=en");
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
                byte[] file = in.readAllBytes();
                if (names.size() == PEOPLE) {
                    assertThat(text(file)).contains("Certificate of attendance", "Given Family");
                }
            }
        }
        assertThat(names).hasSize(PEOPLE + 1).doesNotHaveDuplicates().contains("not-issued.csv");
        assertThat(
                        rows("SELECT what || ' ' || detail FROM audit ORDER BY seq DESC LIMIT 1")
                                .getFirst())
                .startsWith("download certificates job")
                .endsWith(", 12 files");
        assertThat(get(ALL).body()).contains("12 certificates", "/people/12/certificates");
        assertThat(viewer(job + "/zip").statusCode()).as("whoever only reads").isEqualTo(403);
        assertThat(viewer(ALL).body()).doesNotContain("Issue to many", "/template");
    }

    @Test
    @DisplayName(
            "R-5 attendees get theirs in My attendance, once it is released and its day is there")
    void releases() throws Exception {
        String cookie =
                strangerPosts("/my/e1/identify", "badge-number=N4")
                        .headers()
                        .firstValue("set-cookie")
                        .map(set -> set.split(";", 2)[0])
                        .orElseThrow();
        assertThat(mine("/my/e1", cookie).body()).doesNotContain("/my/e1/certificate");
        assertThat(mine("/my/e1/certificate", cookie).statusCode()).isEqualTo(404);
        post(ALL + "/release", "version=0&released=yes&from-day=2999-01-01&scope=credit");
        assertThat(mine("/my/e1/certificate/pdf", cookie).statusCode()).isEqualTo(404);
        HttpResponse<String> released =
                post(ALL + "/release", "version=1&released=yes&from-day=&scope=credit");
        assertThat(follow(released).body()).contains("are released", "“My attendance” now");
        assertThat(post(ALL + "/release", "version=1&scope=credit").statusCode())
                .as("made from an older page")
                .isEqualTo(409);

        assertThat(mine("/my/e1", cookie).body()).contains("/my/e1/certificate");
        assertThat(mine("/my/e1/certificate", "").body()).contains("Who are you");
        String page = mine("/my/e1/certificate", cookie).body();
        assertThat(page).contains("Get my certificate").doesNotContain("/pdf");
        String token = page.replaceAll("(?s).*name=\"my\" value=\"([^\"]*)\".*", "$1");
        assertThat(minePosts("/my/e1/certificate", cookie, "my=forged").statusCode())
                .isEqualTo(403);
        minePosts("/my/e1/certificate", cookie, "my=" + token);
        assertThat(mine("/my/e1/certificate", cookie).body())
                .contains("/pdf?lang=de", shown(number(4)))
                .doesNotContain("Get my certificate");
        HttpResponse<byte[]> pdf =
                client.send(
                        request("/my/e1/certificate/pdf?lang=en").header("Cookie", cookie).build(),
                        BodyHandlers.ofByteArray());
        assertThat(text(pdf.body())).contains("Given Family", shown(number(4)));
        assertThat(rows("SELECT who FROM audit WHERE subject = 'e1/people/4'"))
                .containsExactly("attendee", "attendee");
        post(ALL + "/" + number(4) + "/revoke", "why=x");
        assertThat(mine("/my/e1/certificate", cookie).body())
                .contains("was revoked")
                .doesNotContain("Get my certificate", "/pdf");
    }

    @Test
    @DisplayName("R-5 how they look is set with a preview, and what cannot be used is told")
    void setsHowTheyLook() throws Exception {
        String page = get(ALL + "/template").body();
        assertThat(page).contains("preview/de/png", "name=\"title.de\"");
        String version = page.replaceAll("(?s).*name=\"version\" value=\"(\\d+)\".*", "$1");
        HttpResponse<byte[]> look =
                upload(ALL + "/preview", version, "#8A0000", "Nachweis & <b>", png());
        assertThat(text(look.body())).contains("Certificate of attendance", "Ada Lovelace");
        assertThat(rows("SELECT version || '' FROM certificate_template")).isEmpty();
        assertThat(upload(ALL + "/template", version, "#FFFF00", "x", png()).statusCode())
                .as("pale")
                .isEqualTo(422);
        HttpResponse<byte[]> broken =
                upload(
                        ALL + "/template",
                        version,
                        "#8A0000",
                        "x",
                        "GIF".getBytes(StandardCharsets.US_ASCII));
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(new String(broken.body(), StandardCharsets.UTF_8))
                .contains("neither a PNG nor an SVG");
        HttpResponse<byte[]> saved =
                upload(ALL + "/template", version, "#8A0000", "Nachweis & <b>", png());
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(text(bytes(ALL + "/preview/de/pdf").body())).contains("Nachweis & <b>");
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(bytes(ALL + "/preview/en/png").body()));
        assertThat(image.getWidth()).isBetween(600, 700);
        assertThat(upload(ALL + "/template", version, "#8A0000", "y", png()).statusCode())
                .as("made from an older page")
                .isEqualTo(409);
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private HttpResponse<byte[]> upload(
            String path, String version, String accent, String title, byte[] logo)
            throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String[] fields = {
            "csrf", "c", "version", version, "accent", accent, "title.en", "", "title.de", title
        };
        for (int i = 0; i < fields.length; i += 2) {
            body.writeBytes(
                    "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(fields[i], fields[i + 1])
                            .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(
                "--x\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"l.png\"\r\n\r\n"
                        .formatted("logo")
                        .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(logo);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        return client.send(
                request(path)
                        .header("Authorization", "Bearer noor")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofByteArray());
    }
}
