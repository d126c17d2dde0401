package io.turnout.gateway;

import io.turnout.gateway.reader.usb.UsbSettings;
import io.turnout.protocol.access.Ids;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.settings.Fault;
import io.turnout.protocol.settings.Key;
import io.turnout.protocol.settings.Kind;
import io.turnout.protocol.settings.Settings;
import io.turnout.protocol.settings.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that can be set on a unit. */
record GatewayConfig(
        UnitId unit,
        Optional<Path> secretFile,
        String site,
        String hubUrl,
        HubKey hubKey,
        String mqttUrl,
        Path dataDir,
        PanelAt panel,
        ReaderKind reader,
        Camera camera,
        UsbSettings usb,
        IndicatorKind indicator,
        PinConfig pins,
        Mode mode,
        Duration askDeadline,
        WalkIn untrustedClock,
        JournalSpace journal) {
    /** What environment variables begin with. */
    static final String PREFIX = "TURNOUT_GATEWAY";

    private static final Key<UnitId> UNIT =
            Key.required("unit", Kind.id("unit id", UnitId::new), "This unit's name at the hub.");
    private static final Key<Optional<String>> SECRET_FILE =
            Key.optional(
                    "secret-file",
                    Kind.PATH,
                    "The file with this unit's secret; only its owner may read it (mode 0600). A"
                            + " unit that is enrolled (gateway-device enroll) has none.");
    private static final Key<String> SITE =
            Key.of("site", Kind.id("site", GatewayConfig::site), "venue", "The venue's name.");
    private static final Key<String> HUB_URL =
            Key.of(
                    "hub.url",
                    Kind.url("http", "https"),
                    "http://127.0.0.1:8080",
                    "Where the hub serves access lists.");
    private static final Key<HubKey> HUB_KEY =
            Key.required(
                    "hub.list-key",
                    new Kind<>("32 bytes as base64", HubKey::parse, HubKey::toString),
                    "The hub's public key: access lists are believed only if it signed them.");
    private static final Key<String> MQTT_URL =
            Key.of(
                    "mqtt.url",
                    Kind.url("tcp", "ssl"),
                    "tcp://127.0.0.1:1883",
                    "The hub's broker: scans go there; ssl by the certificate of an enrolment.");
    private static final Key<String> DATA_DIR =
            Key.required(
                    "data-dir", Kind.PATH, "The folder of journal and access lists; also --data.");
    private static final Key<String> PANEL_HOST =
            Key.of(
                    "panel.host",
                    Kind.HOST,
                    "127.0.0.1",
                    "The address that the unit's own page listens on.");
    private static final Key<Integer> PANEL_PORT =
            Key.port("panel.port", 8090, "The port of the unit's own page; 0 takes a free one.");
    private static final Key<Optional<String>> PANEL_TRAY =
            Key.optional(
                    "panel.tray",
                    Kind.PATH,
                    "A file of badges to try on the page: a code, a space, and a label, a line each.");
    private static final Key<ReaderKind> READER =
            Key.of(
                    "reader",
                    Kind.choice(ReaderKind.class),
                    ReaderKind.VIRTUAL,
                    "What reads badges; virtual: people scan on the unit's page.");
    private static final Key<Optional<String>> CAMERA_COMMAND =
            Key.optional(
                    "camera.command",
                    Kind.TEXT,
                    "With reader=camera: a program that writes raw YUV 4:2:0 frames, such as"
                            + " rpicam-vid -t 0 -n --codec yuv420 --width 1280 --height 720 -o -");
    private static final Key<Optional<String>> CAMERA_FOLDER =
            Key.optional(
                    "camera.folder",
                    Kind.PATH,
                    "With reader=camera: a folder of pictures instead of a program.");
    private static final Key<Integer> CAMERA_WIDTH =
            Key.of("camera.width", Kind.integer(16, 4096), 1280, "Width of a frame in pixels.");
    private static final Key<Integer> CAMERA_HEIGHT =
            Key.of("camera.height", Kind.integer(16, 4096), 720, "Height of a frame in pixels.");
    private static final Key<IndicatorKind> INDICATOR =
            Key.of(
                    "indicator",
                    Kind.choice(IndicatorKind.class),
                    IndicatorKind.VIRTUAL,
                    "What shows verdicts; virtual: lamps on the unit's page; gpio: on the pins.");
    private static final Key<Mode> MODE =
            Key.of(
                    "mode",
                    Kind.choice(Mode.class),
                    Mode.AUTO,
                    "What a read means; auto: in or out by what the door knows of the badge.");

    private static final Key<Duration> ASK_DEADLINE =
            Key.of(
                    "ask-deadline",
                    Kind.duration(Duration.ZERO, Ask.LONGEST_WAIT),
                    Duration.ofMillis(150),
                    "How long a person waits while the hub is asked about a badge that the list"
                            + " lacks; 0ms: the hub is never asked.");

    private static final Key<WalkIn> UNTRUSTED_CLOCK =
            Key.of(
                    "clock.untrusted",
                    Kind.choice(WalkIn.class),
                    WalkIn.ADMIT_FLAGGED,
                    "What happens at this door to who wants in while the unit does not know the"
                            + " time; where the event's own setting is stricter, that holds.");

    private static final Key<Integer> JOURNAL_BUDGET =
            Key.of(
                    "journal.budget",
                    Kind.integer(4, 1_000_000),
                    256,
                    "Megabytes that the journal may take; a scan takes about 100 bytes. What the hub"
                            + " has makes room for what it does not have.");
    private static final Key<WhenFull> JOURNAL_FULL =
            Key.of(
                    "journal.full",
                    Kind.choice(WhenFull.class),
                    WhenFull.OUT_OF_ORDER,
                    "What happens when scans cannot be recorded; admit-uncounted: people are let in"
                            + " by the list and only counted, which loses their attendance.");

    /** In the order in which they are printed. */
    static final List<Key<?>> KEYS =
            Stream.of(
                            List.<Key<?>>of(
                                    UNIT,
                                    SECRET_FILE,
                                    SITE,
                                    HUB_URL,
                                    HUB_KEY,
                                    MQTT_URL,
                                    DATA_DIR,
                                    PANEL_HOST,
                                    PANEL_PORT,
                                    PANEL_TRAY,
                                    READER,
                                    CAMERA_COMMAND,
                                    CAMERA_FOLDER,
                                    CAMERA_WIDTH,
                                    CAMERA_HEIGHT,
                                    UsbKeys.IN,
                                    UsbKeys.OUT,
                                    UsbKeys.LAYOUT,
                                    UsbKeys.END,
                                    UsbKeys.GAP,
                                    UsbKeys.BAUD,
                                    INDICATOR,
                                    MODE,
                                    ASK_DEADLINE,
                                    UNTRUSTED_CLOCK,
                                    JOURNAL_BUDGET,
                                    JOURNAL_FULL),
                            PinConfig.KEYS)
                    .flatMap(List::stream)
                    .toList();

    /** What came of reading a configuration. */
    sealed interface Read {
        record Good(GatewayConfig config) implements Read {}

        record Faulty(List<Fault> faults) implements Read {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** What the journal may take in megabytes, and what happens when it cannot be written. */
    record JournalSpace(int budget, WhenFull full) {
        long bytes() {
            return (long) budget << 20;
        }
    }

    /** What a door does when scans cannot be recorded. */
    enum WhenFull {
        OUT_OF_ORDER,
        ADMIT_UNCOUNTED
    }

    /** The unit's own page. */
    record PanelAt(String host, int port, Optional<Path> tray) {}

    /** Where frames come from, and their size in pixels. */
    record Camera(Optional<List<String>> command, Optional<Path> folder, int width, int height) {}

    /** The hub's public key, raw. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record HubKey(byte[] raw) {
        static HubKey parse(String base64) {
            byte[] raw = Base64.getDecoder().decode(base64);
            if (raw.length != Ed25519.KEY_BYTES) {
                throw new IllegalArgumentException("a key has " + Ed25519.KEY_BYTES + " bytes");
            }
            return new HubKey(raw);
        }

        @Override
        public String toString() {
            return Base64.getEncoder().encodeToString(raw);
        }
    }

    /** Reads, with every fault at once. */
    static Read read(
            Map<String, String> commandLine, Map<String, String> file, Map<String, String> env) {
        return switch (Settings.read(KEYS, commandLine, file, env, PREFIX)) {
            case Settings.Outcome.Faulty faulty -> new Read.Faulty(faulty.faults());
            case Settings.Outcome.Good good -> together(good.values());
        };
    }

    /** What each key allows is known by now; left is what keys ask of each other. */
    private static Read together(Values values) {
        List<Fault> faults = new ArrayList<>(UsbKeys.faults(values, values.get(READER)));
        boolean command = values.get(CAMERA_COMMAND).isPresent();
        boolean folder = values.get(CAMERA_FOLDER).isPresent();
        if (values.get(READER) == ReaderKind.CAMERA && command == folder) {
            faults.add(
                    new Fault(
                            READER.name(),
                            "'camera' needs one of camera.command and camera.folder, "
                                    + (command ? "both are given" : "none is given")));
        }
        faults.addAll(PinConfig.faults(values, values.get(INDICATOR) == IndicatorKind.GPIO));
        if (values.get(MQTT_URL).startsWith("tcp:") && values.get(SECRET_FILE).isEmpty()) {
            faults.add(
                    new Fault(
                            SECRET_FILE.name(),
                            "is missing, and this unit is not enrolled; enrol it with a ticket of"
                                    + " the hub: gateway-device enroll --data "
                                    + values.get(DATA_DIR)));
        }
        return faults.isEmpty() ? new Read.Good(of(values)) : new Read.Faulty(faults);
    }

    private static GatewayConfig of(Values values) {
        return new GatewayConfig(
                values.get(UNIT),
                values.get(SECRET_FILE).map(Path::of),
                values.get(SITE),
                values.get(HUB_URL),
                values.get(HUB_KEY),
                values.get(MQTT_URL),
                Path.of(values.get(DATA_DIR)),
                new PanelAt(
                        values.get(PANEL_HOST),
                        values.get(PANEL_PORT),
                        values.get(PANEL_TRAY).map(Path::of)),
                values.get(READER),
                new Camera(
                        values.get(CAMERA_COMMAND).map(GatewayConfig::words),
                        values.get(CAMERA_FOLDER).map(Path::of),
                        values.get(CAMERA_WIDTH),
                        values.get(CAMERA_HEIGHT)),
                UsbKeys.of(values, values.get(MODE) == Mode.OUT ? Side.OUT : Side.IN),
                values.get(INDICATOR),
                PinConfig.of(values),
                values.get(MODE),
                values.get(ASK_DEADLINE),
                values.get(UNTRUSTED_CLOCK),
                new JournalSpace(values.get(JOURNAL_BUDGET), values.get(JOURNAL_FULL)));
    }

    private static String site(String text) {
        Ids.check("site", text);
        return text;
    }

    private static List<String> words(String command) {
        return List.of(command.strip().split("\\s+", -1));
    }
}
