package io.turnout.hub;

import io.turnout.hub.broker.OtherBroker;
import io.turnout.hub.programs.MailServer;
import io.turnout.hub.webhooks.Reach;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.settings.Fault;
import io.turnout.protocol.settings.Key;
import io.turnout.protocol.settings.Kind;
import io.turnout.protocol.settings.Values;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hub's configuration.
 *
 * @param broker the one to use instead of the hub's own
 * @param publicUrl what people and units reach the hub by, without a slash at its end
 * @param webhooks where they may lead
 * @param mail the server that letters are sent by; absent for none, then they go to the log
 * @param security what is encrypted, and how units prove who they are
 */
public record HubConfig(
        String site,
        Path dataDir,
        String httpHost,
        int httpPort,
        String mqttHost,
        int mqttPort,
        Optional<OtherBroker> broker,
        Optional<String> publicUrl,
        Reach webhooks,
        Optional<MailServer> mail,
        Security security) {
    static final Key<String> SITE =
            Key.of(
                    "site",
                    Kind.id("site's name", text -> new Topics(text).site()),
                    "venue",
                    "The venue's name, part of every MQTT topic; units must have the same.");
    static final Key<String> DATA_DIR =
            Key.required(
                    "data-dir",
                    Kind.PATH,
                    "The directory for everything the hub keeps; also given as --data.");
    static final Key<String> HTTP_HOST =
            Key.of("http.host", Kind.HOST, "127.0.0.1", "The address to serve web pages at.");
    static final Key<Integer> HTTP_PORT =
            Key.port("http.port", 8080, "The port to serve web pages at; 0 takes any free one.");
    static final Key<String> MQTT_HOST =
            Key.of("mqtt.host", Kind.HOST, "127.0.0.1", "The address units connect to.");
    static final Key<Integer> MQTT_PORT =
            Key.port("mqtt.port", 1883, "The port units connect to; 0 takes any free one.");
    static final Key<Security.Tls> TLS =
            Key.of(
                    "tls",
                    Kind.choice(Security.Tls.class),
                    Security.Tls.ON,
                    "on: pages by https and units by certificates, all by the hub's own authority;"
                            + " proxy: the same for units, but pages by http, for a proxy on this"
                            + " machine that speaks https; off: nothing is encrypted and units have"
                            + " passwords, for demonstrations on this machine alone.");
    static final Key<Integer> UNITS_PORT =
            Key.port(
                    "units.port",
                    8443,
                    "The port at mqtt.host where units enrol and fetch their lists, by https; 0"
                            + " takes any free one.");
    static final Key<Duration> GRACE =
            Key.of(
                    "units.grace",
                    Kind.duration(Duration.ZERO, Duration.ofDays(3650)),
                    Duration.ofDays(365),
                    "How long after its end a unit's certificate may still be renewed with the"
                            + " unit's key; later the unit needs a new ticket.");
    static final Key<Optional<String>> BROKER_URL =
            Key.optional(
                    "mqtt.broker-url",
                    Kind.url("tcp"),
                    "An MQTT 5 broker to use instead of the hub's own, by the address that units"
                            + " reach it at; mqtt.host and mqtt.port then mean nothing.");
    static final Key<String> BROKER_USER =
            Key.of(
                    "mqtt.broker-user",
                    Kind.TEXT,
                    "hub",
                    "With mqtt.broker-url: what the hub signs in as; never a unit's name.");
    static final Key<Optional<String>> BROKER_SECRET =
            Key.optional(
                    "mqtt.broker-secret-file",
                    Kind.PATH,
                    "With mqtt.broker-url: the file with the hub's password there; only its owner"
                            + " may read it (mode 0600).");
    static final Key<Optional<String>> PUBLIC_URL =
            Key.optional(
                    "public-url",
                    Kind.url("http", "https"),
                    "What people and units reach the hub by, where that is not"
                            + " http://http.host:http.port.");

    static final Key<Reach> WEBHOOKS =
            Key.of(
                    "webhooks.reach",
                    Kind.choice(Reach.class),
                    Reach.PUBLIC,
                    "Where webhooks may lead: public is the internet, by https; private also this"
                            + " network and this machine; loopback-http also this machine without"
                            + " encryption, for demonstrations.");

    static final Key<Optional<String>> MAIL_URL =
            Key.optional(
                    "mail.url",
                    Kind.url("smtp", "smtps"),
                    "The server that sends letters to participants of programs: smtp:// uses TLS"
                            + " where the server offers it, smtps:// always. Without it letters are"
                            + " only counted in the log.");
    static final Key<String> MAIL_FROM =
            Key.of(
                    "mail.from",
                    Kind.TEXT,
                    "turnout@localhost",
                    "With mail.url: whom letters are from.");
    static final Key<Optional<String>> MAIL_USER =
            Key.optional(
                    "mail.user",
                    Kind.TEXT,
                    "With mail.url: what the hub signs in as; TLS is required then.");
    static final Key<Optional<String>> MAIL_SECRET =
            Key.optional(
                    "mail.secret-file",
                    Kind.PATH,
                    "With mail.user: the file with the password; only its owner may read it (mode"
                            + " 0600).");

    static final List<Key<?>> KEYS =
            List.of(
                    SITE,
                    DATA_DIR,
                    HTTP_HOST,
                    HTTP_PORT,
                    MQTT_HOST,
                    MQTT_PORT,
                    TLS,
                    UNITS_PORT,
                    GRACE,
                    BROKER_URL,
                    BROKER_USER,
                    BROKER_SECRET,
                    PUBLIC_URL,
                    WEBHOOKS,
                    MAIL_URL,
                    MAIL_FROM,
                    MAIL_USER,
                    MAIL_SECRET);
    static final String PREFIX = "TURNOUT_HUB";

    static HubConfig of(Values values) {
        return new HubConfig(
                values.get(SITE),
                Path.of(values.get(DATA_DIR)),
                values.get(HTTP_HOST),
                values.get(HTTP_PORT),
                values.get(MQTT_HOST),
                values.get(MQTT_PORT),
                values.get(BROKER_URL)
                        .map(url ->
                                new OtherBroker(
                                        url,
                                        values.get(BROKER_USER),
                                        values.get(BROKER_SECRET).map(Path::of))),
                values.get(PUBLIC_URL).map(HubConfig::withoutSlash),
                values.get(WEBHOOKS),
                values.get(MAIL_URL)
                        .map(url ->
                                new MailServer(
                                        url,
                                        values.get(MAIL_FROM),
                                        values.get(MAIL_USER),
                                        values.get(MAIL_SECRET).map(Path::of))),
                new Security(values.get(TLS), values.get(UNITS_PORT), values.get(GRACE)));
    }

    /** What keys ask of each other, and is not so. */
    List<Fault> clashes() {
        List<Fault> faults = new ArrayList<>();
        if (security.tls() == Security.Tls.OFF && !(isLocal(httpHost) && isLocal(mqttHost))) {
            faults.add(
                    new Fault(
                            TLS.name(),
                            "'off' is for this machine alone; give http.host and mqtt.host"
                                    + " 127.0.0.1, or tls on or proxy"));
        }
        if (security.tls() == Security.Tls.ON && broker.isPresent()) {
            faults.add(
                    new Fault(
                            TLS.name(),
                            "'on' goes with the hub's own broker; with mqtt.broker-url give proxy,"
                                    + " and a proxy that speaks https before the hub"));
        }
        if (hasCertificates() && isEverywhere(mqttReached())) {
            faults.add(
                    new Fault(
                            PUBLIC_URL.name(),
                            "is missing; the hub listens everywhere, so give the address that units"
                                    + " reach it by, such as https://hub.local:8080"));
        }
        return faults;
    }

    HubConfig withPorts(int http, int mqtt, int units) {
        return new HubConfig(
                site,
                dataDir,
                httpHost,
                http,
                mqttHost,
                mqtt,
                broker,
                publicUrl,
                webhooks,
                mail,
                security.withPort(units));
    }

    /** Whether units prove who they are by certificates; otherwise they have secrets. */
    boolean hasCertificates() {
        return security.tls() != Security.Tls.OFF && broker.isEmpty();
    }

    /** What people reach the hub by. */
    public String url() {
        String scheme = security.tls() == Security.Tls.ON ? "https" : "http";
        return publicUrl.orElse(scheme + "://" + Kind.inUrl(httpHost) + ":" + httpPort);
    }

    /** Where units enrol and fetch their lists, {@code host:port}. */
    String unitsAt() {
        return mqttReached() + ":" + security.unitsPort();
    }

    /** The hosts that the configuration names. */
    Set<String> hosts() {
        return new HashSet<>(List.of(httpHost, mqttHost, publicHost(), mqttReached()));
    }

    /** What units connect to: where the hub listens everywhere, the host of its public address. */
    String mqttUrl() {
        return broker.map(OtherBroker::url).orElseGet(this::ownBrokerUrl);
    }

    private String ownBrokerUrl() {
        return (hasCertificates() ? "ssl://" : "tcp://") + mqttReached() + ":" + mqttPort;
    }

    private String mqttReached() {
        return isEverywhere(mqttHost) ? publicHost() : Kind.inUrl(mqttHost);
    }

    private static boolean isEverywhere(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }

    private static boolean isLocal(String host) {
        return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
    }

    /** Not {@link URI#getHost}: that knows no names with an underscore, as local networks have. */
    private String publicHost() {
        return URI.create(url()).getRawAuthority().replaceFirst(":[0-9]+$", "");
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
