package io.turnout.provisioning.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.accesslist.ListFetcher;
import io.turnout.gateway.identity.Answer;
import io.turnout.gateway.identity.Identity;
import io.turnout.gateway.uplink.UplinkConfig;
import io.turnout.hub.HubConfig;
import io.turnout.hub.HubProgram;
import io.turnout.hub.Security;
import io.turnout.hub.webhooks.Reach;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.UnitId;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.api.HubApi;
import io.turnout.provisioning.bench.BacklogUnit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A unit's own enrolment, uplink and lists at a real hub, over real TLS. */
final class EnrolmentTest {
    private static final UnitId UNIT = new UnitId("aula-left");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;
    private HubProgram.Started hub;
    private HubApi api;

    @BeforeEach
    void start() throws Exception {
        HubConfig config =
                new HubConfig(
                        "venue",
                        folder.resolve("hub"),
                        "127.0.0.1",
                        0,
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Reach.PUBLIC,
                        Optional.empty(),
                        new Security(Security.Tls.PROXY, 0, Duration.ofDays(100)));
        hub = HubProgram.start(config, InstantSource.system());
        api = new HubApi(URI.create(hub.config().url()));
        String link = hub.setupUrl().orElseThrow();
        api.setUp(link.substring(link.indexOf("token=") + 6), "ada", "correct-horse-7");
        api.signIn("ada", "correct-horse-7");
        api.post("/api/v1/events", Map.of("id", "ev", "title", "Event", "zone", "UTC"));
        api.post("/api/v1/events/ev/rooms/aula", Map.of("name", "Aula"));
        api.post("/api/v1/units", Map.of("id", UNIT.value(), "room", "aula", "mode", "auto"));
    }

    @AfterEach
    void stop() {
        hub.program().close();
    }

    @Test
    @DisplayName("U-5 AT4 an enrolled unit delivers and fetches by its certificate, until revoked")
    void worksUntilRevoked() throws Exception {
        Identity identity = enrolled();
        byte[] listKey = Base64.getDecoder().decode(identity.enrolled().listKey());
        AtomicReference<ListFetcher> fetcher = new AtomicReference<>();
        try (AccessListStore lists =
                        new AccessListStore(folder.resolve("lists"), UNIT, listKey, _ -> {});
                ListFetcher fetching = fetcher(lists, identity);
                BacklogUnit unit =
                        BacklogUnit.enrolled(
                                folder.resolve("journal"),
                                impatient(identity.enrolled().mqttUrl()),
                                new BacklogUnit.Wire(
                                        Optional.of(identity::tls),
                                        notice -> fetcher.get().announced(notice)))) {
            fetcher.set(fetching);
            unit.start();
            unit.append(3);
            await().atMost(PATIENCE).until(() -> unit.journal().waiting() == 0);
            await().atMost(PATIENCE).until(() -> lists.revision() > 0);
            assertThat(identity.renew()).isInstanceOf(Answer.Good.class);
            api.post("/api/v1/units/" + UNIT + "/revoke", Map.of());
            await().atMost(PATIENCE).until(() -> !unit.isOnline());
            assertThat(identity.renew()).asString().contains("taken back", "new ticket");
            unit.append(1);
            assertThat(unit.journal().waiting()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("U-5 a ticket gives a unit all it needs; its key stays in a file of its own user")
    void learnsAllByATicket() throws Exception {
        EnrolTicket ticket = ticket();
        Path identity = folder.resolve("identity");
        assertThat(Identity.open(identity)).isEmpty();
        Answer answer = Identity.enrol(identity, ticket);
        assertThat(answer).isInstanceOf(Answer.Good.class);
        Enrolled enrolled = Identity.open(identity).orElseThrow().enrolled();
        assertThat(enrolled).isEqualTo(((Answer.Good) answer).enrolled());
        assertThat(enrolled.unit()).isEqualTo(UNIT);
        assertThat(enrolled.room().value()).isEqualTo("aula");
        assertThat(identity).isDirectoryContaining("glob:**/identity");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(identity.resolve("identity"))))
                .isEqualTo("rw-------");
        assertThat(Identity.enrol(folder.resolve("second"), ticket))
                .isInstanceOf(Answer.Refused.class)
                .asString()
                .contains("used before");
    }

    @Test
    @DisplayName("AT1 a unit tells its ticket to no other hub than the one of the ticket")
    void tellsNoOtherHub() throws Exception {
        EnrolTicket genuine = ticket();
        EnrolTicket other = new EnrolTicket(genuine.hub(), "A".repeat(43), genuine.token());
        assertThat(Identity.enrol(folder.resolve("identity"), other))
                .isInstanceOf(Answer.Away.class)
                .asString()
                .contains("another hub");
        EnrolTicket nowhere =
                new EnrolTicket("127.0.0.1:9", genuine.fingerprint(), genuine.token());
        assertThat(Identity.enrol(folder.resolve("identity"), nowhere))
                .isInstanceOf(Answer.Away.class);
        assertThat(Identity.enrol(folder.resolve("identity"), genuine))
                .isInstanceOf(Answer.Good.class);
    }

    private Identity enrolled() throws Exception {
        Path identity = folder.resolve("identity");
        assertThat(Identity.enrol(identity, ticket())).isInstanceOf(Answer.Good.class);
        return Identity.open(identity).orElseThrow();
    }

    private EnrolTicket ticket() throws ApiException {
        return EnrolTicket.parse(
                api.post("/api/v1/units/" + UNIT + "/ticket", Map.of()).path("ticket").asText());
    }

    private static ListFetcher fetcher(AccessListStore lists, Identity identity) {
        return new ListFetcher(
                lists,
                new ListFetcher.Hub(identity.enrolled().hubUrl(), Optional.of(identity::tls)),
                UNIT,
                "",
                new Random(1));
    }

    private static UplinkConfig impatient(String url) {
        return new UplinkConfig(
                url,
                "venue",
                UNIT,
                "",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofSeconds(2));
    }
}
