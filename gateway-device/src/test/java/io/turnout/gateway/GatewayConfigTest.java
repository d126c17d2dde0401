package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.indicator.gpio.Use;
import io.turnout.gateway.reader.usb.Ending;
import io.turnout.gateway.reader.usb.Layout;
import io.turnout.gateway.reader.usb.PortPath;
import io.turnout.gateway.reader.usb.UsbSettings;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.settings.Fault;
import io.turnout.protocol.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class GatewayConfigTest {
    static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final Map<String, String> NEEDED =
            Map.of(
                    "unit", "door-1",
                    "secret-file", "/etc/turnout/secret",
                    "hub.list-key", KEY,
                    "data-dir", "/var/lib/turnout-unit");

    @Test
    void hasADefaultForAllThatNeedNotBeSaid() {
        GatewayConfig config = good(NEEDED, Map.of());
        assertThat(config.unit().value()).isEqualTo("door-1");
        assertThat(config.site()).isEqualTo("venue");
        assertThat(config.hubUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(config.mqttUrl()).isEqualTo("tcp://127.0.0.1:1883");
        assertThat(config.panel().host()).isEqualTo("127.0.0.1");
        assertThat(config.panel().port()).isEqualTo(8090);
        assertThat(config.reader()).isEqualTo(ReaderKind.VIRTUAL);
        assertThat(config.indicator()).isEqualTo(IndicatorKind.VIRTUAL);
        assertThat(config.mode()).isEqualTo(Mode.AUTO);
        assertThat(config.askDeadline()).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void takesEveryKey() {
        Map<String, String> file = new HashMap<>(NEEDED);
        file.putAll(
                Map.of(
                        "site", "ulb",
                        "hub.url", "https://hub:8443",
                        "mqtt.url", "tcp://hub:1884",
                        "panel.host", "0.0.0.0",
                        "panel.port", "9000",
                        "reader", "camera",
                        "camera.command", "rpicam-vid -o -",
                        "camera.width", "640",
                        "camera.height", "480",
                        "mode", "out"));
        file.put("ask-deadline", "0ms");
        GatewayConfig config = good(file, Map.of());
        assertThat(config.site()).isEqualTo("ulb");
        assertThat(config.camera().command()).contains(List.of("rpicam-vid", "-o", "-"));
        assertThat(config.askDeadline()).isZero();
        assertThat(config.camera().width()).isEqualTo(640);
        assertThat(config.camera().height()).isEqualTo(480);
        assertThat(config.mode()).isEqualTo(Mode.OUT);
        assertThat(config.hubUrl()).isEqualTo("https://hub:8443");
        assertThat(config.panel().port()).isEqualTo(9000);
    }

    @Test
    void letsTheEnvironmentOverrideTheFileAndTheCommandLineBoth() {
        Map<String, String> env =
                Map.of("TURNOUT_GATEWAY_DATA_DIR", "/env", "TURNOUT_GATEWAY_PANEL_PORT", "1");
        assertThat(good(NEEDED, env).dataDir()).isEqualTo(Path.of("/env"));
        assertThat(good(NEEDED, env).panel().port()).isEqualTo(1);
        GatewayConfig.Read read = GatewayConfig.read(Map.of("data-dir", "/line"), NEEDED, env);
        assertThat(((GatewayConfig.Read.Good) read).config().dataDir()).isEqualTo(Path.of("/line"));
    }

    @Test
    void reportsEveryFaultAtOnce() {
        assertThat(
                        faults(
                                Map.of(
                                        "unit", "no spaces",
                                        "secret-file", "s",
                                        "hub.list-key", "short",
                                        "panel.port", "70000",
                                        "mod", "in")))
                .extracting(Fault::where)
                .containsExactlyInAnyOrder("unit", "hub.list-key", "panel.port", "data-dir", "mod");
    }

    @Test
    void wantsExactlyOneSourceOfFrames() {
        Map<String, String> file = new HashMap<>(NEEDED);
        file.put("reader", "camera");
        assertThat(faults(file)).singleElement().asString().contains("none is given");
        file.put("camera.folder", "/pictures");
        file.put("camera.command", "cam");
        assertThat(faults(file)).singleElement().asString().contains("both are given");
    }

    @Test
    void bindsScannersToPortsAndReportsAllThatIsWrongWithThem() {
        Map<String, String> file = new HashMap<>(NEEDED);
        file.putAll(
                Map.of(
                        "reader", "usb",
                        "reader.usb.in", "1-1.2, 1-1.4",
                        "reader.usb.out", "1-1.3",
                        "reader.usb.layout", "de",
                        "reader.usb.end", "gap",
                        "reader.usb.gap", "50ms",
                        "reader.usb.baud", "9600"));
        UsbSettings usb = good(file, Map.of()).usb();
        assertThat(usb)
                .isEqualTo(
                        new UsbSettings(
                                Map.of(
                                        PortPath.parse("1-1.2"), Side.IN,
                                        PortPath.parse("1-1.4"), Side.IN,
                                        PortPath.parse("1-1.3"), Side.OUT),
                                Side.IN,
                                Layout.DE,
                                Ending.GAP,
                                Duration.ofMillis(50),
                                9600));
        file.put("reader.usb.out", "1-1.4,1-1.2");
        assertThat(faults(file))
                .extracting(Fault::toString)
                .containsExactly(
                        "reader.usb.out: 1-1.4 is also in reader.usb.in",
                        "reader.usb.out: 1-1.2 is also in reader.usb.in");
        file.put("reader", "virtual");
        file.put("reader.usb.out", "1-1.3");
        assertThat(faults(file))
                .extracting(Fault::where)
                .containsExactly("reader.usb.in", "reader.usb.out");
        file.put("reader.usb.in", "left");
        file.put("reader.usb.out", "1-1.2,");
        file.put("reader.usb.gap", "1ms");
        file.put("reader.usb.layout", "cz");
        assertThat(faults(file))
                .extracting(Fault::where)
                .containsExactly(
                        "reader.usb.in", "reader.usb.out", "reader.usb.layout", "reader.usb.gap");
    }

    @Test
    void hasTheDefaultPinMap() {
        Map<String, String> file = new HashMap<>(NEEDED);
        file.put("indicator", "gpio");
        assertThat(good(file, Map.of()).pins().map().pins())
                .isEqualTo(Map.of(Use.GREEN, 17, Use.AMBER, 27, Use.RED, 22, Use.BUZZER, 18));
        file.put("gpio.lamps", "rgb");
        assertThat(good(file, Map.of()).pins().map().pins()).doesNotContainKey(Use.AMBER);
    }

    @Test
    void refusesEveryPinThatCannotBeAtOnce() {
        Map<String, String> file = new HashMap<>(NEEDED);
        file.put("indicator", "gpio");
        file.put("gpio.red", "28");
        file.put("gpio.buzzer", "GPIO18");
        assertThat(faults(file))
                .extracting(Fault::toString)
                .containsExactly(
                        "gpio.red: '28' is not allowed; give a pin of the chip (BCM, not of the"
                                + " plug) from 2 to 27, or none",
                        "gpio.buzzer: 'GPIO18' is not allowed; give a pin of the chip (BCM, not of"
                                + " the plug) from 2 to 27, or none");
    }

    @Test
    void refusesAPinForTwoThingsAndALockThatNothingDrives() {
        Map<String, String> file = new HashMap<>(NEEDED);
        file.put("indicator", "gpio");
        file.put("gpio.strike", "17");
        file.put("gpio.tamper", "22");
        assertThat(faults(file))
                .extracting(Fault::toString)
                .containsExactly(
                        "gpio.strike: pin 17 is that of gpio.green already; give another",
                        "gpio.tamper: pin 22 is that of gpio.red already; give another");
        file.put("gpio.strike", "26");
        file.put("gpio.tamper", "6");
        file.put("gpio.green", "none");
        assertThat(faults(file)).singleElement().asString().contains("needs gpio.green");
        file.put("indicator", "virtual");
        assertThat(faults(file))
                .extracting(Fault::where)
                .containsExactly("gpio.strike", "gpio.tamper");
    }

    @Test
    void wantsASecretOrAnEnrolment() {
        Map<String, String> file = new HashMap<>(NEEDED);
        file.remove("secret-file");
        assertThat(faults(file))
                .singleElement()
                .asString()
                .contains("secret-file", "gateway-device enroll --data /var/lib/turnout-unit");
        file.put("mqtt.url", "ssl://hub:8883");
        assertThat(good(file, Map.of()).secretFile()).isEmpty();
    }

    @Test
    void printsAConfigurationThatItReads() throws IOException {
        String printed = Settings.printed(GatewayConfig.KEYS);
        Properties properties = new Properties();
        properties.load(new StringReader(printed));
        Map<String, String> file = new HashMap<>(NEEDED);
        properties.stringPropertyNames().forEach(k -> file.put(k, properties.getProperty(k)));
        assertThat(good(file, Map.of()))
                .usingRecursiveComparison()
                .isEqualTo(good(NEEDED, Map.of()));
        assertThat(GatewayConfig.KEYS).allMatch(key -> printed.contains(key.name() + "="));
    }

    private static GatewayConfig good(Map<String, String> file, Map<String, String> env) {
        return switch (GatewayConfig.read(Map.of(), file, env)) {
            case GatewayConfig.Read.Good good -> good.config();
            case GatewayConfig.Read.Faulty faulty -> throw new AssertionError(faulty.faults());
        };
    }

    private static List<Fault> faults(Map<String, String> file) {
        return switch (GatewayConfig.read(Map.of(), file, Map.of())) {
            case GatewayConfig.Read.Good good -> throw new AssertionError(good.config());
            case GatewayConfig.Read.Faulty faulty -> faulty.faults();
        };
    }
}
