package io.turnout.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.HubProgram;
import io.turnout.hub.TestApi;
import io.turnout.hub.WholeHub;
import io.turnout.hub.broker.TestClient;
import io.turnout.hub.broker.TestClient.As;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.hub.web.Caller;
import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.crypto.Purpose;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Units and their enemies at a hub that encrypts, by its own sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnitTrustTest {
    private static final String BASE = "turnout/1/venue/unit/";
    private static final int NOT_AUTHORIZED = 0x87;
    private static final String PLANTED = "a-token-of-the-attacker";

    private Path folder;
    private HubProgram.Started hub;
    private Authority authority;
    private TestApi api;
    private String units;

    /** A unit that enrolled. */
    private record Unit(KeyPair key, Enrolled enrolled, SSLContext tls) {
        X509Certificate certificate() {
            return TestUnit.certificate(enrolled);
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        folder = directory;
        hub = WholeHub.startEncrypted(folder);
        authority = Authority.open(folder.resolve("keys"), InstantSource.system());
        SSLContext browser = TestUnit.nobody(authority);
        api = new TestApi(hub.config().url(), HttpClient.newBuilder().sslContext(browser).build());
        api.setUp(hub.setupUrl().orElseThrow());
        try (Database database = TestDatabase.in(folder)) {
            TestDatabase.seed(database);
        }
        units = "https://127.0.0.1:" + hub.config().security().unitsPort();
    }

    @AfterAll
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("U-5 a unit brings a ticket and its own key, and learns who and where it is")
    void enrols() throws Exception {
        Unit unit = enrol("u1");
        assertThat(unit.enrolled().unit()).isEqualTo(new UnitId("u1"));
        assertThat(unit.enrolled().room().value()).isEqualTo("r1");
        assertThat(unit.enrolled().site()).isEqualTo("venue");
        assertThat(unit.enrolled().hubUrl()).isEqualTo(units);
        assertThat(unit.enrolled().mqttUrl()).isEqualTo("ssl://127.0.0.1:" + port());
        assertThat(unit.certificate().getPublicKey()).isEqualTo(unit.key().getPublic());
        try (TestClient client = connect("u1", unit.tls())) {
            assertThat(client.publish(BASE + "u1/state", "x")).isLessThan(0x80);
            assertThat(client.subscribe(BASE + "u1/list")).isLessThan(0x80);
        }
        assertThat(TestUnit.get(units + "/unit/v1/list/99", unit.tls()).statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("AT1 without a certificate, or with a foreign or an old one, nobody gets in")
    void letsInNobodyElse() throws Exception {
        Unit unit = enrol("u1");
        SSLContext old =
                TestUnit.showing(
                        authority,
                        unit.key(),
                        authority.forUnit(new UnitId("u1"), unit.key().getPublic(), ago(60)));
        SSLContext others = TestUnit.showing(authority, unit.key(), forged(unit));
        KeyPair stranger = P256.generate();
        SSLContext unknown =
                TestUnit.showing(
                        authority,
                        stranger,
                        authority.forUnit(new UnitId("u1"), stranger.getPublic(), later()));
        for (SSLContext tls : new SSLContext[] {old, others, unknown, TestUnit.nobody(authority)}) {
            assertThatThrownBy(() -> connect("u1", tls).close()).isInstanceOf(MqttException.class);
        }
        for (SSLContext tls : new SSLContext[] {old, unknown, TestUnit.nobody(authority)}) {
            HttpResponse<String> list = TestUnit.get(units + "/unit/v1/list/1", tls);
            assertThat(list.statusCode()).isEqualTo(401);
        }
        assertThatThrownBy(() -> TestUnit.get(units + "/unit/v1/list/1", others))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TestClient.connect(port(), As.unit("u1", "s"), "").close())
                .isInstanceOf(MqttException.class);
    }

    @Test
    @DisplayName("AT2 AT3 a unit's certificate opens nothing of another unit")
    void opensNothingOfAnother() throws Exception {
        Unit one = enrol("u1");
        Unit other = enrol("u2");
        try (TestClient victim = connect("u2", other.tls());
                TestClient client = connect("u1", one.tls())) {
            assertThat(client.publish(BASE + "u2/scans", "x")).isEqualTo(NOT_AUTHORIZED);
            assertThat(client.publish(BASE + "u1/ack", "x")).isEqualTo(NOT_AUTHORIZED);
            assertThat(client.subscribe(BASE + "u2/list")).isGreaterThanOrEqualTo(0x80);
            assertThat(client.subscribe("#")).isGreaterThanOrEqualTo(0x80);
            for (As as :
                    new As[] {
                        As.unit("u2", ""),
                        new As("u2", "u1", ""),
                        As.unit("hub", ""),
                        As.unit("hub", "guess"),
                        new As("u1", null, null)
                    }) {
                assertThatThrownBy(() ->
                                TestClient.connect(port(), as, one.tls().getSocketFactory())
                                        .close())
                        .as(as.toString())
                        .isInstanceOf(MqttException.class);
            }
            assertThat(victim.publish(BASE + "u2/scans", "still here")).isLessThan(0x80);
        }
    }

    @Test
    @DisplayName("AT4 a unit that is revoked is cut off at once, and gets nothing any more")
    void cutsOffAtOnce() throws Exception {
        Unit unit = enrol("u1");
        try (TestClient client = connect("u1", unit.tls())) {
            assertThat(api.post("/api/v1/units/u1/revoke", "").status()).isEqualTo(200);
            assertThat(client.isThrownOut()).isTrue();
        }
        assertThatThrownBy(() -> connect("u1", unit.tls()).close())
                .isInstanceOf(MqttException.class);
        assertThat(TestUnit.get(units + "/unit/v1/list/1", unit.tls()).statusCode()).isEqualTo(401);
        assertThat(renew(unit.tls()).statusCode()).isEqualTo(403);
        Unit again = enrol("u1");
        connect("u1", again.tls()).close();
    }

    @Test
    @DisplayName("AT4 a unit that enrols anew shuts out the key it had before")
    void replacesTheKey() throws Exception {
        Unit before = enrol("u1");
        try (TestClient client = connect("u1", before.tls())) {
            Unit now = enrol("u1");
            assertThat(client.isThrownOut()).isTrue();
            connect("u1", now.tls()).close();
        }
        assertThatThrownBy(() -> connect("u1", before.tls()).close())
                .isInstanceOf(MqttException.class);
    }

    @Test
    @DisplayName("U-5 a ticket is good once; the same key may ask again when the answer was lost")
    void takesATicketOnce() throws Exception {
        EnrolTicket ticket = ticket("u1");
        KeyPair key = P256.generate();
        assertThat(enrol(ticket, key, Optional.empty()).statusCode()).isEqualTo(200);
        assertThat(enrol(ticket, key, Optional.empty()).statusCode()).isEqualTo(200);
        HttpResponse<String> second = enrol(ticket, P256.generate(), Optional.empty());
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("used before", "Make a new ticket");
        HttpResponse<String> keyOfAnother = enrol(ticket("u2"), key, Optional.empty());
        assertThat(keyOfAnother.body()).contains("This key was a unit");
    }

    @Test
    @DisplayName("U-5 tickets that are old, withdrawn, for another unit or another hub are refused")
    void refusesOtherTickets() throws Exception {
        EnrolTicket withdrawn = ticket("u1");
        EnrolTicket ticket = ticket("u1");
        KeyPair key = P256.generate();
        assertThat(enrol(withdrawn, key, Optional.empty()).body()).contains("no such ticket");
        assertThat(enrol(ticket, key, Optional.of(new UnitId("u2"))).body())
                .contains("for u1 and for no other unit");
        EnrolTicket elsewhere = new EnrolTicket(ticket.hub(), "A".repeat(43), ticket.token());
        assertThat(enrol(elsewhere, key, Optional.empty()).body())
                .contains("not signed by the key");
        try (Database database = TestDatabase.in(folder)) {
            database.change(handle -> handle.execute("UPDATE unit_ticket SET expires_ms = 1"));
        }
        assertThat(enrol(ticket, key, Optional.empty()).body()).contains("too old");
        assertThat(TestUnit.post(units + "/unit/v1/enrol", new byte[0], guest()).statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("U-5 a unit renews by the key it has, months after its certificate ended, too")
    void renewsByTheKey() throws Exception {
        Unit unit = enrol("u1");
        SSLContext late = withEnd(unit, ago(99 * 86_400));
        Enrolled renewed = TestUnit.enrolled(renew(late));
        X509Certificate certificate = TestUnit.certificate(renewed);
        assertThat(certificate.getPublicKey()).isEqualTo(unit.key().getPublic());
        assertThat(certificate.getNotAfter().toInstant()).isAfter(ago(-80 * 86_400));
        connect("u1", TestUnit.showing(authority, unit.key(), certificate)).close();
        HttpResponse<String> tooLate = renew(withEnd(unit, ago(101 * 86_400)));
        assertThat(tooLate.statusCode()).isEqualTo(403);
        assertThat(tooLate.body()).contains("ended too long ago", "u1");
        assertThat(renew(guest()).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("U-5 while a unit is here, its copy on another machine is refused and reported")
    void refusesACopy() throws Exception {
        Unit unit = enrol("u1");
        try (TestClient here = connect("u1", unit.tls())) {
            assertThatThrownBy(() ->
                            TestClient.connect(
                                            port(),
                                            As.unit("u1", ""),
                                            From.elsewhere(unit.tls().getSocketFactory()))
                                    .close())
                    .isInstanceOf(MqttException.class);
            assertThat(here.publish(BASE + "u1/scans", "still here")).isLessThan(0x80);
        }
        try (Database database = TestDatabase.in(folder)) {
            assertThat(
                            database.<Long>read(handle ->
                                    handle.createQuery("SELECT max(twice_ms) FROM unit_key")
                                            .mapTo(Long.class)
                                            .one()))
                    .isPositive();
        }
    }

    @Test
    @DisplayName("AT1 the hub shows one certificate, for its names, and keeps its keys to itself")
    void isKnownByItsFingerprint() throws Exception {
        String pem = api.get("/authority.pem").text();
        assertThat(pem).isEqualTo(authority.pem());
        assertThat(hub.fingerprint()).contains(authority.shown());
        assertThat(ticket("u1").fingerprint()).isEqualTo(authority.fingerprint());
        for (String file : new String[] {Authority.FILE, HubCertificate.FILE}) {
            Path key = folder.resolve("keys").resolve(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @DisplayName(
            "AT12 signing in takes over no session that was there, and guesses are turned away")
    void startsASessionOfItsOwn() throws Exception {
        HttpResponse<String> in = signIn("ada", "correct horse");
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("set-cookie").orElseThrow())
                .doesNotContain(PLANTED)
                .contains("HttpOnly", "SameSite=Lax", "Secure");
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("nobody", "guess " + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> sixth = signIn("nobody", "guess");
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("retry-after")).isPresent();
        HttpResponse<String> planted =
                page(HttpRequest.newBuilder(URI.create(hub.config().url() + "/account")));
        assertThat(planted.headers().firstValue("location")).contains("/login");
    }

    private HttpResponse<String> signIn(String name, String password) throws Exception {
        String form = "name=" + name + "&password=" + password.replace(' ', '+');
        return page(
                HttpRequest.newBuilder(URI.create(hub.config().url() + "/login"))
                        .POST(BodyPublishers.ofString(form)));
    }

    /** As a browser with a cookie that somebody else put there. */
    private HttpResponse<String> page(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(guest()).build()) {
            return client.send(
                    request.header("Cookie", Caller.COOKIE + "=" + PLANTED).build(),
                    BodyHandlers.ofString());
        }
    }

    /** By another authority that calls itself by the name of ours. */
    private X509Certificate forged(Unit unit) {
        KeyPair keys = P256.generate();
        String name = authority.certificate().getSubjectX500Principal().getName();
        X509Certificate root =
                CertificateMaker.authority(
                        keys,
                        new CertificateMaker.Subject(
                                name.substring("CN=".length()),
                                keys.getPublic(),
                                ago(60),
                                later()));
        return CertificateMaker.certificate(
                new Credential(keys.getPrivate(), List.of(root)),
                new CertificateMaker.Subject("u1", unit.key().getPublic(), ago(60), later()),
                Purpose.UNIT,
                List.of());
    }

    private SSLContext withEnd(Unit unit, Instant end) {
        return TestUnit.showing(
                authority,
                unit.key(),
                authority.forUnit(unit.enrolled().unit(), unit.key().getPublic(), end));
    }

    private Unit enrol(String name) throws Exception {
        KeyPair key = P256.generate();
        HttpResponse<String> answer = enrol(ticket(name), key, Optional.empty());
        assertThat(answer.body()).contains("certificates");
        Enrolled enrolled = TestUnit.enrolled(answer);
        X509Certificate[] chain = TestUnit.certificates(enrolled).toArray(X509Certificate[]::new);
        return new Unit(key, enrolled, TestUnit.showing(authority, key, chain));
    }

    private HttpResponse<String> enrol(EnrolTicket ticket, KeyPair key, Optional<UnitId> asked)
            throws Exception {
        return TestUnit.post(
                units + "/unit/v1/enrol", TestUnit.request(ticket, key, asked), guest());
    }

    private EnrolTicket ticket(String unit) throws Exception {
        TestApi.Answer made = api.post("/api/v1/units/" + unit + "/ticket", "");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return EnrolTicket.parse(made.json().path("ticket").asText());
    }

    private HttpResponse<String> renew(SSLContext tls) throws Exception {
        return TestUnit.post(units + "/unit/v1/renew", new byte[0], tls);
    }

    private TestClient connect(String unit, SSLContext tls) throws MqttException {
        return TestClient.connect(port(), As.unit(unit, ""), tls.getSocketFactory());
    }

    private SSLContext guest() {
        return TestUnit.nobody(authority);
    }

    private int port() {
        return hub.config().mqttPort();
    }

    private static Instant later() {
        return ago(-3600);
    }

    private static Instant ago(long seconds) {
        return Instant.now().minus(seconds, ChronoUnit.SECONDS);
    }
}
