package io.turnout.gateway.panel;

import static io.turnout.gateway.accesslist.ListFixture.NOON;
import static io.turnout.gateway.accesslist.ListFixture.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.AskHub;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.Place;
import io.turnout.gateway.door.SetClock;
import io.turnout.gateway.indicator.VirtualIndicator;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.reader.camera.PostedFrames;
import io.turnout.gateway.reader.camera.QrDecoder;
import io.turnout.gateway.reader.virtual.VirtualReader;
import io.turnout.gateway.uplink.UplinkStatus;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.seats.SeatHolder;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PanelTest {
    private final ListFixture hub = new ListFixture();
    private final SetClock time = new SetClock(NOON);
    private final Changes changes = new Changes();

    @TempDir private Path folder;

    private Journal journal;
    private AccessListStore lists;
    private Panel panel;
    private Door door;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder.resolve("journal"));
        lists =
                new AccessListStore(
                        folder.resolve("lists"), ListFixture.UNIT, hub.hubKey(), _ -> {});
        ListFixture.Sent sent = hub.list(4, hub.registered(1), hub.registered(2));
        lists.adopt(sent.in(folder), sent.notice());
        VirtualIndicator indicator = new VirtualIndicator(time);
        UnitClock clock =
                new UnitClock(
                        time,
                        () -> time.millis() * 1_000_000,
                        "boot",
                        () -> true,
                        NOON.minusSeconds(9));
        door =
                Door.open(
                        new Door.Surroundings(
                                lists::current,
                                journal,
                                indicator,
                                clock,
                                () -> true,
                                AskHub.NOBODY,
                                _ -> changes.changed()),
                        Place.unassigned(ListFixture.UNIT),
                        Mode.AUTO);
        door.use(new SeatHolder.Kept(1, Map.of(ListFixture.NOW, 2), Set.of()));
        VirtualReader reader = new VirtualReader(Side.IN);
        reader.start(door::present);
        Unit.Hands hands =
                new Unit.Hands(
                        reader,
                        new PostedFrames(new QrDecoder(), time),
                        List.of(new Unit.TrayBadge(code(1), "Ada <L>, registered")));
        Unit unit =
                new Unit(
                        ListFixture.UNIT,
                        door,
                        indicator,
                        journal,
                        lists::current,
                        () -> UplinkStatus.now(false, NOON),
                        clock,
                        WalkIn.ADMIT_FLAGGED,
                        new Alerts(time),
                        Optional.of(hands));
        panel = new Panel("127.0.0.1", 0, unit, changes);
    }

    @AfterEach
    void close() throws Exception {
        panel.close();
        lists.close();
        journal.close();
    }

    @Test
    void saysWhatItDecidesByWhileItsClockIsNotTrusted() throws Exception {
        assertThat(get("/state")).doesNotContain("Clock not trusted");
        time.pass(Duration.ofDays(-20_000));
        assertThat(get("/state")).doesNotContain("Clock not trusted");
        UnitClock lost =
                new UnitClock(
                        new UnitClock.Sources(
                                () -> java.time.Instant.EPOCH, () -> 0L, "b", () -> false, false),
                        NOON.minusSeconds(9));
        Unit unit =
                new Unit(
                        ListFixture.UNIT,
                        door,
                        new VirtualIndicator(time),
                        journal,
                        lists::current,
                        () -> UplinkStatus.now(false, NOON),
                        lost,
                        WalkIn.ASK_STAFF,
                        new Alerts(time),
                        Optional.empty());
        PanelStates states = new PanelStates(unit);
        assertThat(states.state(new Words(Locale.ENGLISH)).clock())
                .contains("Clock not trusted, no time known: people are sent to staff");
        lost.hasPassed(NOON);
        assertThat(states.state(new Words(Locale.GERMAN)).clock())
                .contains(
                        "Uhr nicht verlässlich: entschieden wird nach der letzten bekannten Zeit,"
                                + " 12:59 oder später; das Personal entscheidet");
        lost.hubSaid(NOON, 0, 0);
        assertThat(states.state(new Words(Locale.ENGLISH)).clock())
                .contains("Clock not trusted: deciding by the hub’s time");
    }

    @Test
    void showsAVerdictAndRestsAgain() throws Exception {
        assertThat(get("/state")).contains("\"green\":\"off\"").doesNotContain("\"verdict\":{");
        assertThat(scan(code(1)))
                .contains("\"state\":\"in\"")
                .contains("\"word\":\"In\"")
                .contains("\"reason\":\"Registered\"")
                .contains("\"at\":\"13:00:00\"");
        assertThat(get("/state"))
                .contains("\"green\":\"on\"")
                .contains("\"rhythm\":[[2000,0]]")
                .contains("\"queue\":1")
                .contains("\"session\":\"13:00 Talk now\"")
                .contains("\"occupancy\":{\"inside\":1,\"seats\":2}")
                .contains("\"list\":{\"revision\":4,\"age\":\"2 min\"}");
        time.pass(Duration.ofSeconds(3));
        assertThat(get("/state")).contains("\"green\":\"off\"").contains("\"state\":\"in\"");
        time.pass(Duration.ofSeconds(10));
        assertThat(get("/state")).doesNotContain("\"state\":\"in\"");
    }

    @Test
    void isRightWithoutItsScriptAndInGerman() throws Exception {
        scan(code(1));
        String page = get("/", "Accept-Language", "de");
        assertThat(page)
                .contains("<html lang=\"de\">")
                .contains(">Rein</p>")
                .contains(">Angemeldet</p>")
                .contains("Talk now")
                .contains("1 von 2 Plätzen")
                .contains("Getrennt seit 13:00")
                .contains("Ada &lt;L&gt;, registered")
                .doesNotContain("{{");
    }

    @Test
    void sendsABrowserWithoutScriptBackToThePage() throws Exception {
        HttpResponse<String> answer =
                send(post("/scan", "text=" + code(1)).header("Sec-Fetch-Mode", "navigate"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains("/");
    }

    @Test
    void tellsOpenPagesOfEachVerdictAtOnce() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri("/events")).build();
            InputStream stream =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            assertThat(lines.readLine()).startsWith("data: {");
            assertThat(lines.readLine()).isEmpty();
            scan(code(2));
            assertThat(lines.readLine()).contains("\"state\":\"in\"");
            stream.close();
        }
    }

    @Test
    void saysNothingToANameThatIsNotItsOwn() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), panel.port())) {
            socket.getOutputStream()
                    .write(
                            "GET /state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            BufferedReader answer =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void servesItsFilesAndNothingBesideThem() throws Exception {
        HttpResponse<String> style = send(HttpRequest.newBuilder(uri("/static/panel.css")));
        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(style.headers().firstValue("content-type")).contains("text/css; charset=utf-8");
        assertThat(style.headers().firstValue("content-security-policy")).isPresent();
        assertThat(style.body()).contains("{");
        for (String path :
                List.of("/static/", "/static/../page.html", "/static/bench.html", "/x")) {
            assertThat(send(HttpRequest.newBuilder(uri(path))).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void refusesWhatAPathIsNotFor() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/scan"))).statusCode()).isEqualTo(405);
        assertThat(send(post("/state", "")).statusCode()).isEqualTo(405);
        assertThat(send(post("/mode", "mode=sideways")).statusCode()).isEqualTo(400);
        assertThat(send(post("/frame?width=2&height=2", "abc")).statusCode()).isEqualTo(400);
        HttpRequest.Builder head = HttpRequest.newBuilder(uri("/")).method("HEAD", noBody());
        assertThat(send(head).statusCode()).isEqualTo(200);
        HttpRequest.Builder foreign =
                post("/scan", "text=" + code(1)).header("Sec-Fetch-Site", "cross-site");
        assertThat(send(foreign).statusCode()).isEqualTo(403);
    }

    @Test
    void takesNoMoreThanAFrameMayHave() throws Exception {
        String much = "x".repeat(4 * 1024 * 1024 + 1);
        assertThat(send(post("/frame?width=4096&height=1025", much)).statusCode()).isEqualTo(413);
        assertThat(send(post("/frame?width=2048&height=2048", much.substring(1))).body())
                .isEqualTo("{\"found\":false}");
    }

    private static HttpRequest.BodyPublisher noBody() {
        return HttpRequest.BodyPublishers.noBody();
    }

    private String scan(String text) throws Exception {
        return send(post("/scan", "text=" + text)).body();
    }

    private String get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return send(headers.length == 0 ? request : request.headers(headers)).body();
    }

    private HttpRequest.Builder post(String path, String form) {
        return HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + panel.port() + path);
    }
}
