package io.turnout.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the Debian package brings fits the program, and its parts fit one another. */
final class PackageTest {
    private static final Path INSTALLED = Path.of("src", "deb", "hub.properties");
    private static final Path SERVICE = Path.of("..", "systemd", "turnout-hub.service");
    private static final Pattern DELIVERED = Pattern.compile("<(?:dst|prefix)>(/[^<]+)</");
    private static final Pattern OWN_FILE =
            Pattern.compile("(?:/usr/bin/venue|/etc/turnout/hub\\.p)[a-z.-]+");

    @Test
    void theConfigurationAsInstalledIsGood() throws IOException {
        assertGood(read(Files.newBufferedReader(INSTALLED)));
    }

    @Test
    void soIsTheOneForAVenueThatItProposes() throws IOException {
        String text = Files.readString(INSTALLED).replace("127.0.0.1", "0.0.0.0");
        assertGood(read(new StringReader(text.replace("#public-url", "public-url"))));
    }

    @Test
    void theServiceMayWriteWhereTheConfigurationSays() throws IOException {
        Path data = Path.of(read(Files.newBufferedReader(INSTALLED)).getOrDefault("data-dir", ""));
        assertThat(Files.readString(SERVICE)).contains("StateDirectory=" + data.getFileName());
    }

    @Test
    void whatTheServiceStartsIsInThePackage() throws IOException {
        assertThat(all(OWN_FILE, Files.readString(SERVICE), 0))
                .hasSize(2)
                .isSubsetOf(all(DELIVERED, Files.readString(Path.of("pom.xml")), 1));
    }

    private static void assertGood(Map<String, String> file) {
        Settings.Outcome outcome =
                Settings.read(HubConfig.KEYS, Map.of(), file, Map.of(), HubConfig.PREFIX);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Settings.Outcome.Good.class,
                        good -> assertThat(HubConfig.of(good.values()).clashes()).isEmpty());
    }

    private static Map<String, String> read(Reader from) throws IOException {
        try (Reader reader = from) {
            return Hub.texts(reader);
        }
    }

    private static List<String> all(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(match -> match.group(group)).toList();
    }
}
