package io.turnout.provisioning.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.accesslist.ListFetcher;
import io.turnout.gateway.identity.Answer;
import io.turnout.gateway.identity.Identity;
import io.turnout.protocol.message.EnrolTicket;
import io.turnout.protocol.message.Enrolled;
import io.turnout.protocol.message.UnitId;
import io.turnout.provisioning.api.ApiException;
import io.turnout.provisioning.bench.BacklogUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
    private ProxiedHub hub;

    @BeforeEach
    void start() throws Exception {
        hub = ProxiedHub.start(folder.resolve("hub"));
        hub.api().post("/api/v1/units", Map.of("id", UNIT.value(), "room", "aula", "mode", "auto"));
    }

    @AfterEach
    void stop() {
        hub.close();
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
                                ProxiedHub.impatient(identity.enrolled().mqttUrl(), UNIT),
                                new BacklogUnit.Wire(
                                        Optional.of(identity::tls),
                                        notice -> fetcher.get().announced(notice)))) {
            fetcher.set(fetching);
            unit.start();
            unit.append(3);
            await().atMost(PATIENCE).until(() -> unit.journal().waiting() == 0);
            await().atMost(PATIENCE).until(() -> lists.revision() > 0);
            assertThat(identity.renew()).isInstanceOf(Answer.Good.class);
            hub.api().post("/api/v1/units/" + UNIT + "/revoke", Map.of());
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
                hub.api()
                        .post("/api/v1/units/" + UNIT + "/ticket", Map.of())
                        .path("ticket")
                        .asText());
    }

    private static ListFetcher fetcher(AccessListStore lists, Identity identity) {
        return new ListFetcher(
                lists,
                new ListFetcher.Hub(identity.enrolled().hubUrl(), Optional.of(identity::tls)),
                UNIT,
                "",
                new Random(1));
    }
}
