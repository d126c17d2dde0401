package io.turnout.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnout.hub.start.CannotStart;
import io.turnout.protocol.crypto.P256;
import io.turnout.protocol.crypto.Purpose;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's authority and its own certificate, over months. */
final class HubCertificateTest {
    private final NavigableSet<String> names = new TreeSet<>(List.of("localhost", "10.0.0.5"));

    @TempDir private Path keys;
    private Instant now = Instant.parse("2026-01-31T09:00:00Z");

    @Test
    void isTheSameAfterARestart() throws Exception {
        Authority authority = authority();
        X509Certificate before = open(authority).current().certificate();
        assertThat(authority().fingerprint()).isEqualTo(authority.fingerprint());
        assertThat(open(authority()).current().certificate()).isEqualTo(before);
        assertThat(Purpose.HUB.holds(before, authority.key())).isTrue();
        assertThat(before.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder("localhost", "10.0.0.5");
    }

    @Test
    void isMadeAnewInTimeAndForNewNames() throws Exception {
        HubCertificate own = open(authority());
        X509Certificate first = own.current().certificate();
        now = now.plus(Duration.ofDays(239));
        assertThat(own.current().certificate()).isEqualTo(first);
        now = now.plus(Duration.ofDays(2));
        X509Certificate second = own.current().certificate();
        assertThat(second.getNotAfter()).isAfter(first.getNotAfter());
        names.add("10.0.0.6");
        now = now.plus(Duration.ofMinutes(11));
        X509Certificate third = own.current().certificate();
        assertThat(third).isNotEqualTo(second);
        assertThat(open(authority()).current().certificate()).isEqualTo(third);
        names.remove("10.0.0.5");
        now = now.plus(Duration.ofMinutes(11));
        assertThat(own.current().certificate())
                .as("a cable that is out for a moment")
                .isEqualTo(third);
    }

    @Test
    @DisplayName("AT1 a unit's certificate does not pass for the hub's, nor the hub's for a unit's")
    void tellsHubAndUnitsApart() throws Exception {
        Authority authority = authority();
        KeyPair key = P256.generate();
        X509Certificate unit =
                authority.forUnit(new UnitId("u1"), key.getPublic(), now.plusSeconds(60));
        assertThat(authority.isUnit(unit)).isTrue();
        assertThat(Purpose.HUB.holds(unit, authority.key())).isFalse();
        assertThat(authority.isUnit(open(authority).current().certificate())).isFalse();
        assertThat(authority.isUnit(authority.certificate())).isFalse();
    }

    @Test
    void startsWithNoOtherAuthorityInPlaceOfADamagedOne() throws Exception {
        authority();
        Files.writeString(keys.resolve(Authority.FILE), "damaged");
        assertThatThrownBy(this::authority)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(Authority.FILE)
                .hasMessageContaining("from a backup");
    }

    private Authority authority() throws CannotStart {
        return Authority.open(keys, () -> now);
    }

    private HubCertificate open(Authority authority) throws CannotStart {
        return HubCertificate.open(authority, keys, () -> names, () -> now);
    }
}
