package io.turnout.protocol.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.turnout.protocol.access.Mode;
import io.turnout.protocol.message.UnitId;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    private static final Key<Integer> PORT = Key.port("http.port", 8080, "Port of the pages.");
    private static final Key<String> DATA =
            Key.required("data-dir", Kind.PATH, "Where everything is kept.");
    private static final Key<UnitId> UNIT =
            Key.required("unit", Kind.id("unit id", UnitId::new), "Which unit this is.");
    private static final Key<Mode> MODE =
            Key.of("mode", Kind.choice(Mode.class), Mode.IN, "What a read means.");
    private static final Key<Duration> PATIENCE =
            Key.of(
                    "hub.patience",
                    Kind.duration(Duration.ofMillis(10), Duration.ofMinutes(2)),
                    Duration.ofMillis(150),
                    "How long to wait for the hub.");
    private static final Key<Boolean> SOUND = Key.of("sound", Kind.FLAG, true, "Whether to beep.");
    private static final Key<String> MQTT =
            Key.of("mqtt.url", Kind.url("tcp", "ssl"), "tcp://127.0.0.1:1883", "The broker.");
    private static final Key<Optional<String>> PUBLIC =
            Key.optional("public-url", Kind.url("http", "https"), "By default host and port.");
    private static final List<Key<?>> KEYS =
            List.of(PORT, DATA, UNIT, MODE, PATIENCE, SOUND, MQTT, PUBLIC);
    private static final Map<String, String> LEAST = Map.of("data-dir", "/d", "unit", "door-1");

    @Test
    void takesDefaultsForWhatIsNotSaid() {
        Values values = good(LEAST, Map.of());

        assertThat(values.get(PORT)).isEqualTo(8080);
        assertThat(values.get(DATA)).isEqualTo("/d");
        assertThat(values.get(UNIT)).isEqualTo(new UnitId("door-1"));
        assertThat(values.get(MODE)).isEqualTo(Mode.IN);
        assertThat(values.get(PATIENCE)).isEqualTo(Duration.ofMillis(150));
        assertThat(values.get(SOUND)).isTrue();
        assertThat(values.get(MQTT)).isEqualTo("tcp://127.0.0.1:1883");
        assertThat(values.get(PUBLIC)).isEmpty();
    }

    @Test
    void commandLineOverridesEnvironmentOverridesFile() {
        Map<String, String> file = Map.of("data-dir", "/file", "unit", "u", "http.port", "1");
        Map<String, String> env =
                Map.of("TURNOUT_HUB_DATA_DIR", "/env", "TURNOUT_HUB_HTTP_PORT", "2", "HOME", "/");
        Values values =
                good(Settings.read(KEYS, Map.of("data-dir", "/line"), file, env, "TURNOUT_HUB"));

        assertThat(values.get(DATA)).isEqualTo("/line");
        assertThat(values.get(PORT)).isEqualTo(2);
        assertThat(good(file, env).get(DATA)).isEqualTo("/env");
    }

    @Test
    void reportsEveryFaultAtOnce() {
        Map<String, String> file =
                Map.of("htpt.port", "1", "mode", "inn", "unit", "a b", "zebra", "1");
        Map<String, String> env = Map.of("TURNOUT_HUB_HTTP_PORT", "99999", "TURNOUT_HUB_MOD", "in");

        assertThat(faults(file, env))
                .containsExactly(
                        "TURNOUT_HUB_HTTP_PORT: '99999' is not allowed; give a whole number from"
                                + " 0 to 65535",
                        "data-dir: is missing; give a path",
                        "unit: 'a b' is not allowed; give a unit id: 1 to 64 letters, digits, - _"
                                + " .",
                        "mode: 'inn' is not allowed; give one of in, out, auto",
                        "htpt.port: there is no such key; did you mean http.port?",
                        "zebra: there is no such key",
                        "TURNOUT_HUB_MOD: there is no such key; did you mean TURNOUT_HUB_MODE?");
    }

    @Test
    void saysTheBeginningOfWhatIsFarTooLong() {
        String far = "x".repeat(5_000_000);
        Map<String, String> file =
                Map.of("data-dir", "d", "unit", far, "mode", "in", "k" + far, "1");
        assertThat(faults(file, Map.of()))
                .containsExactly(
                        "unit: '"
                                + "x".repeat(80)
                                + "…' is not allowed; give a unit id: 1 to 64"
                                + " letters, digits, - _ .",
                        "k" + "x".repeat(79) + "…: there is no such key");
    }

    @ParameterizedTest
    @CsvSource({"10ms,10", "2 s,2000", "2min,120000", "0150ms,150"})
    void readsDurations(String text, long millis) {
        assertThat(with("hub.patience", text).get(PATIENCE)).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "hub.patience,9ms",
        "hub.patience,3min",
        "hub.patience,5",
        "hub.patience,s",
        "hub.patience,-1s",
        "hub.patience,99999999999s",
        "http.port,-1",
        "http.port,8080x",
        "http.port,''",
        "sound,yes",
        "mode,IN",
        "mqtt.url,127.0.0.1:1883",
        "mqtt.url,http://127.0.0.1",
        "mqtt.url,tcp://",
        "mqtt.url,tcp://:1883",
        "mqtt.url,tcp://host:0",
        "mqtt.url,tcp://host:port",
        "mqtt.url,tcp://a b",
        "mqtt.url,tcp://[",
        "mqtt.url,tcp://[1:2]:3",
        "mqtt.url,tcp://a/%zz",
        "data-dir,''"
    })
    void refusesWhatIsNotAllowed(String key, String text) {
        Map<String, String> file =
                key.equals("data-dir")
                        ? Map.of("unit", "u", key, text)
                        : Map.of("data-dir", "/d", "unit", "u", key, text);

        assertThat(faults(file, Map.of()))
                .singleElement()
                .asString()
                .startsWith(key + ": '" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\ud800b"})
    void refusesPathsThatNoFileSystemHas(String path) {
        assertThat(faults(Map.of("data-dir", path, "unit", "u"), Map.of())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"tcp://h", "ssl://hub.example.org:8883", "tcp://[::1]:1883", "tcp://h:1/x:y"})
    void readsAddresses(String text) {
        assertThat(with("mqtt.url", text).get(MQTT)).isEqualTo(text);
    }

    @Test
    void aPrintedConfigurationReadsBackAsTheDefaults() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Settings.printed(KEYS)));
        Map<String, String> file =
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, properties::getProperty));

        assertThat(file).doesNotContainKeys("data-dir", "unit", "public-url").hasSize(5);
        assertThat(Settings.printed(KEYS))
                .contains(
                        """
                        # How long to wait for the hub.
                        # Give a time from 10ms to 2min in ms, s, min or h.
                        hub.patience=150ms
                        """)
                .contains(
                        """
                        # Where everything is kept.
                        # Give a path. Required.
                        #data-dir=
                        """);
        file.putAll(LEAST);
        assertThat(good(file, Map.of()).get(PATIENCE)).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void doesNotGiveOutWhatWasNotRead() {
        Key<Integer> other = Key.port("other", 1, "Another.");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> good(LEAST, Map.of()).get(other))
                .withMessageContaining("other");
    }

    private static Values with(String key, String text) {
        return good(Map.of("data-dir", "/d", "unit", "u", key, text), Map.of());
    }

    private static Values good(Map<String, String> file, Map<String, String> env) {
        return good(Settings.read(KEYS, file, env, "TURNOUT_HUB"));
    }

    private static Values good(Settings.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Settings.Outcome.Good.class);
        return ((Settings.Outcome.Good) outcome).values();
    }

    private static List<String> faults(Map<String, String> file, Map<String, String> env) {
        Settings.Outcome outcome = Settings.read(KEYS, file, env, "TURNOUT_HUB");
        return ((Settings.Outcome.Faulty) outcome).faults().stream().map(Fault::toString).toList();
    }
}
