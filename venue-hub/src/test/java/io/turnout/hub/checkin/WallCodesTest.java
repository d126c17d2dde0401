package io.turnout.hub.checkin;

import static io.turnout.hub.checkin.CheckinSite.cookie;
import static io.turnout.hub.checkin.CheckinSite.form;
import static io.turnout.hub.checkin.CheckinSite.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QR codes on walls, from the organizer's page to the scan log. */
final class WallCodesTest {
    private static final String WALL = "/events/e1/wall";

    @TempDir private static Path folder;
    private static CheckinSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new CheckinSite(folder);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void clear() {
        site.sql("DELETE FROM wall_code");
    }

    private static HttpResponse<String> make(String name, String session) throws Exception {
        return site.organizer(
                WALL,
                form(
                        "name", name,
                        "label", "Door <left>",
                        "session", session,
                        "message-en", "Welcome <b>all</b>",
                        "message-de", ""));
    }

    private static String link(String name) {
        String key =
                site.rows("SELECT code_key FROM wall_code WHERE name = '" + name + "'").getFirst();
        return "/s/" + name + "/" + key;
    }

    private static HttpResponse<String> press(String page, String cookie) throws Exception {
        return site.post(page, cookie, form("do", "in", "my", site.csrf(cookie)));
    }

    @Test
    @DisplayName("C-4 the next free short name is proposed, own ones begin with SL and are unique")
    void namesCodes() throws Exception {
        assertThat(site.organizerGet(WALL).body()).contains("No wall codes yet");
        assertThat(site.organizerGet(WALL + "/new").body()).contains("value=\"SL001\"");
        location(make("SL001", "s1"));
        location(make(" slKeynote ", "s1"));
        assertThat(site.organizerGet(WALL + "/new").body()).contains("value=\"SL002\"");
        assertThat(make("sl001", "s1").body()).contains("has a code of that name already");
        assertThat(make("KEYNOTE", "s1").body()).contains("SL and 1 to 10 letters");
        assertThat(make("SL-1", "s1").statusCode()).isEqualTo(422);
        assertThat(make("SL7", "nowhere").statusCode()).isEqualTo(422);
        assertThat(site.organizerGet(WALL).body())
                .contains("Wall codes: 2", "SLKEYNOTE", "Door &lt;left&gt;", "Session s1");
        assertThat(site.rows("SELECT DISTINCT length(code_key) FROM wall_code"))
                .containsExactly("10");
    }

    @Test
    @DisplayName("C-4 C-10 a scan asks who it is, records, and shows the organizer's words")
    void recordsAScan() throws Exception {
        make("SL001", "s1");
        String page = location(site.get(link("SL001"), ""));
        assertThat(page).startsWith("/my/e1/wall/SL001/");
        String typed = link("SL001").toLowerCase(Locale.ROOT);
        assertThat(location(site.get(typed, ""))).as("typed by hand").isEqualTo(page);
        assertThat(site.get(page, "").body()).contains("Who are you");
        HttpResponse<String> known =
                site.post(
                        "/my/e1/identify",
                        "",
                        form(
                                "badge-number",
                                site.person(),
                                "family-name",
                                "Family",
                                "next",
                                page.substring("/my/e1".length())));
        assertThat(location(known)).isEqualTo(page);
        String cookie = cookie(known);
        assertThat(site.get(page, cookie).body()).contains("Session s1", "Check in");
        assertThat(scans()).as("opening it records nothing").isEmpty();

        String verdict = location(press(page, cookie));
        String shown = site.get(verdict, cookie).body();
        assertThat(shown)
                .contains("verdict in", "word\">In<", "Welcome &lt;b&gt;all&lt;/b&gt;")
                .contains("href=\"/my/e1\">My attendance");
        assertThat(site.german(verdict, cookie).body())
                .as("the only message there is")
                .contains("Drin", "Welcome &lt;b&gt;all&lt;/b&gt;");
        assertThat(scans()).isEqualTo("wall-qr in admitted s1");
        assertThat(site.get("/my/e1", cookie).body()).contains("by the QR code on the wall");
        assertThat(site.get(verdict, site.signedIn()).statusCode())
                .as("nobody else sees it")
                .isEqualTo(404);
    }

    private static String scans() {
        return String.join(
                ",",
                site.rows(
                        "SELECT way || ' ' || side || ' ' || outcome || ' ' || coalesce(entered, '')"
                                + " FROM scan JOIN badge b ON b.fingerprint = badge"
                                + " WHERE b.attendee = "
                                + site.last()));
    }

    @Test
    @DisplayName("C-9 a wall code checks out only where the event lets it")
    void checksOutWhereThatIsSwitchedOn() throws Exception {
        make("SL001", "s1");
        String cookie = site.signedIn();
        String page = location(site.get(link("SL001"), ""));
        site.follow(press(page, cookie), cookie);
        String out = form("do", "out", "my", site.csrf(cookie));
        assertThat(site.get(page, cookie).body()).doesNotContain("Check out");
        HttpResponse<String> refused = site.post(page, cookie, out);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("This code checks in only");
        site.organizer(
                "/events/e1/ways", form("check-out", "yes", "report-days", "7", "version", "0"));
        assertThat(site.get(page, cookie).body()).contains("Check out");
        assertThat(site.follow(site.post(page, cookie, out), cookie).body())
                .contains("word\">Out<");
        assertThat(site.get(page, cookie).body()).contains("Check in").doesNotContain("Check out");
        assertThat(scans()).isEqualTo("wall-qr in admitted s1,wall-qr out admitted ");
        site.sql("DELETE FROM way_setting");
    }

    @Test
    @DisplayName("R-1 a scan that staff took back is shown as that, and nobody is inside by it")
    void showsWhatWasTakenBack() throws Exception {
        make("SL001", "s1");
        site.sql("UPDATE event SET cool_down_s = 0");
        String cookie = site.signedIn();
        String page = location(site.get(link("SL001"), ""));
        press(page, cookie);
        assertThat(site.follow(press(page, cookie), cookie).body()).contains("already");
        site.sql(
                "INSERT INTO scan_word SELECT unit, epoch, number, 'undo', 'mistake', 7, 'noor',"
                        + " wall_ms, wall_ms FROM scan WHERE badge = (SELECT fingerprint FROM badge"
                        + " WHERE attendee = "
                        + site.last()
                        + ")");
        assertThat(site.get("/my/e1", cookie).body())
                .contains("Taken back by staff", "<del>", "Session s1")
                .doesNotContain("chip in");
        assertThat(site.follow(press(page, cookie), cookie).body())
                .contains("word\">In<")
                .doesNotContain("already");
        site.sql("UPDATE event SET cool_down_s = 5");
    }

    @Test
    @DisplayName("C-4 A-2 who may not come in is told so in words, and is recorded as refused")
    void refusesAtTheWall() throws Exception {
        make("SL001", "s2");
        site.sql(
                "UPDATE session SET access = 'registered-only', walk_in = 'refuse' WHERE id = 's2'");
        String cookie = site.signedIn();
        String page = location(site.get(link("SL001"), ""));
        assertThat(site.follow(press(page, cookie), cookie).body())
                .contains("verdict refused", "No entry", "not registered");
        assertThat(scans()).isEqualTo("wall-qr in refused ");
        site.sql("UPDATE session SET access = 'open' WHERE id = 's2'");
    }

    @Test
    @DisplayName(
            "C-4 a code that was replaced, deleted or switched off says which, and records nothing")
    void tellsOldCodesApart() throws Exception {
        make("SL001", "s1");
        make("SL002", "s1");
        make("SL003", "s1");
        String first = link("SL001");
        String second = link("SL002");
        String third = link("SL003");
        String cookie = site.signedIn();
        String page = location(site.get(first, ""));
        assertThat(site.organizerGet(WALL + "/code/SL001/replace").body())
                .contains("record nothing from then on", "stays");
        location(site.organizer(WALL + "/code/SL001/replace", ""));
        location(site.organizer(WALL + "/code/SL002/delete", ""));
        edit("SL003", "1", "off", "yes");

        assertThat(site.get(first, "").body()).contains("This code was replaced");
        assertThat(press(page, cookie).body()).contains("This code was replaced");
        assertThat(site.german(first, "").body()).contains("Dieser Code wurde ersetzt");
        assertThat(site.get(second, "").body()).contains("not in use any more");
        assertThat(site.get(third, "").body()).contains("switched off");
        assertThat(site.get("/s/SL001", "").body()).contains("only the name of a code");
        assertThat(site.get("/s/SL001/AAAAAAAAAA", "").body()).contains("no such code");
        assertThat(site.get(first.replace("SL001", "SL003"), "").body()).contains("replaced");
        assertThat(scans()).isEmpty();
        assertThat(location(site.get(link("SL001"), ""))).startsWith("/my/e1/wall/SL001/");
    }

    private static HttpResponse<String> edit(String name, String version, String... more)
            throws Exception {
        return site.organizer(
                WALL + "/code/" + name,
                form("label", "L" + version, "session", "s1", "version", version)
                        + "&"
                        + form(more));
    }

    @Test
    @DisplayName("C-4 a code of another event is none of this one, and two may have one short name")
    void keepsEventsApart() throws Exception {
        make("SL001", "s1");
        String own = link("SL001");
        site.sql(
                "INSERT INTO event (id, tag, title, zone, salt, created_ms)"
                        + " SELECT 'e2', 'ABD', 'Other', 'UTC', salt, 0 FROM event");
        HttpResponse<String> there = site.get(own.replace("/s/", "/my/e2/wall/"), "");
        assertThat(there.statusCode()).isEqualTo(404);
        assertThat(there.body()).contains("no such code");
        site.sql("DELETE FROM event WHERE id = 'e2'");
    }

    @Test
    @DisplayName("C-4 the second of two who change a code is told what the first did")
    void tellsOfTwoEdits() throws Exception {
        make("SL001", "s1");
        assertThat(edit("SL001", "1").statusCode()).isEqualTo(303);
        HttpResponse<String> late = edit("SL001", "1", "message-en", "mine");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("noor", "mine");
    }

    @Test
    @DisplayName("C-4 images of one, of those ticked or of all hold the link, and are captioned")
    void drawsImages() throws Exception {
        make("SL001", "s1");
        make("SL002", "s2");
        byte[] png = site.bytes(WALL + "/code/SL001/image.png").body();
        assertThat(read(png)).endsWith(link("SL001"));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth() / 8.27).as("dots an inch on A4").isBetween(199.0, 201.0);

        Map<String, byte[]> some = unzip(WALL + "/images.zip?code=SL002&captions=de");
        assertThat(some).containsOnlyKeys("SL002.png", "SL002.svg");
        assertThat(
                        new String(
                                Objects.requireNonNull(some.get("SL002.svg")),
                                StandardCharsets.UTF_8))
                .contains("Zum Einchecken scannen", "Session s2", "Room 2", "SL002")
                .contains("Door &lt;left&gt;");
        Map<String, byte[]> all = unzip(WALL + "/images.zip?captions=en");
        assertThat(all).containsOnlyKeys("SL001.png", "SL001.svg", "SL002.png", "SL002.svg");
        assertThat(read(Objects.requireNonNull(all.get("SL002.png")))).endsWith(link("SL002"));
        assertThat(new String(Objects.requireNonNull(all.get("SL001.svg")), StandardCharsets.UTF_8))
                .contains("Scan to check in");
        assertThat(site.organizerGet(WALL + "/code/SL001/sign").body())
                .contains("<svg", link("SL001"), "Scan to check in");
    }

    private static Map<String, byte[]> unzip(String path) throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(site.bytes(path).body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static String read(byte[] png) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(
                                new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }
}
