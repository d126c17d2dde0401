package io.turnout.hub.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.webhooks.Targets.Names;
import io.turnout.hub.webhooks.Targets.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetsTest {
    private static final Map<String, String[]> HOSTS =
            Map.of(
                    "example.org", new String[] {"93.184.215.14", "2606:2800:21f:cb07::1"},
                    "inside.example", new String[] {"10.0.0.7"},
                    "half.example", new String[] {"93.184.215.14", "127.0.0.1"},
                    "meta.example", new String[] {"169.254.169.254"},
                    "six.example", new String[] {"::1"});
    private static final Names NAMES = TargetsTest::find;

    @Test
    void sendsToTheInternetByHttps() {
        assertThat(targets(Reach.PUBLIC).refuse("https://example.org/turnout?of=e1")).isEmpty();
        assertThat(targets(Reach.PUBLIC).refuse("https://93.184.215.14:8443/")).isEmpty();
    }

    @ParameterizedTest
    @DisplayName(
            "no webhook leads to this machine or into a private network, however it is written")
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0.0.0.0/",
                "https://10.1.2.3/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.64.0.1/",
                "https://198.18.0.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a00:1]/",
                "https://[fe80::1]/",
                "https://[fd00::1]/",
                "https://[ff02::1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:0:53aa::1]/",
                "https://[2001:db8::1]/",
                "https://localhost/",
                "https://inside.example/",
                "https://half.example/",
                "https://meta.example/",
                "https://six.example/"
            })
    void refusesWhatIsNotPublic(String url) {
        assertThat(targets(Reach.PUBLIC).refuse(url)).contains(Refusal.PRIVATE_ADDRESS);
        assertThat(targets(Reach.PRIVATE).refuse(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "https://",
                "https:///path",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https://ada:secret@example.org/",
                "https://example.org/#part",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://127.1/",
                "https://0x7f.1/",
                "https://exa mple.org/",
                "https://exa_mple.org/",
                "https://example.org\r\nX: y/"
            })
    void refusesWhatIsNoAddress(String url) {
        assertThat(targets(Reach.LOOPBACK_HTTP).refuse(url)).contains(Refusal.NO_ADDRESS);
    }

    @Test
    void sendsUnencryptedToThisMachineOnlyAndOnlyWhereThatIsAllowed() {
        assertThat(targets(Reach.PUBLIC).refuse("http://example.org/")).contains(Refusal.NOT_HTTPS);
        assertThat(targets(Reach.PRIVATE).refuse("http://localhost/")).contains(Refusal.NOT_HTTPS);
        assertThat(targets(Reach.LOOPBACK_HTTP).refuse("http://localhost:8080/")).isEmpty();
        assertThat(targets(Reach.LOOPBACK_HTTP).refuse("http://example.org/"))
                .contains(Refusal.NOT_HTTPS);
        assertThat(targets(Reach.LOOPBACK_HTTP).refuse("http://half.example/"))
                .contains(Refusal.NOT_HTTPS);
    }

    @Test
    void saysSoWhereANameIsNotKnown() {
        assertThat(targets(Reach.PUBLIC).refuse("https://nobody.invalid/"))
                .contains(Refusal.UNKNOWN_HOST);
    }

    private static Targets targets(Reach reach) {
        return new Targets(reach, NAMES);
    }

    /** Literal addresses as the JDK reads them, without asking any server for names. */
    private static InetAddress[] find(String host) throws UnknownHostException {
        String[] known = HOSTS.get(host);
        if (known == null && host.endsWith(".invalid")) {
            throw new UnknownHostException(host);
        }
        if (known == null) {
            return InetAddress.getAllByName(host);
        }
        InetAddress[] found = new InetAddress[known.length];
        for (int i = 0; i < known.length; i++) {
            found[i] = InetAddress.ofLiteral(known[i]);
        }
        return found;
    }
}
