package io.turnout.hub;

import io.turnout.hub.broker.OtherBroker;
import io.turnout.hub.identity.ApiTokens;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.identity.DownloadRecord;
import io.turnout.hub.identity.Setup;
import io.turnout.hub.identity.SignIn;
import io.turnout.hub.privacy.Retention;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.DataDirectory;
import io.turnout.hub.start.Ports;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Assets;
import io.turnout.hub.web.Changes;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.HubServer;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Route;
import io.turnout.hub.webhooks.Webhooks;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub of an event, wired together in the order of its start. */
public final class HubProgram implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubProgram.class);

    private final HubConfig config;
    private final InstantSource clock;
    private final Running running = new Running();

    private HubProgram(HubConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Starts everything.
     *
     * @throws CannotStart when something outside keeps it from starting; nothing runs then
     */
    public static Started start(HubConfig asked, InstantSource clock) throws CannotStart {
        HubProgram program = new HubProgram(withPorts(asked), clock);
        try {
            return program.wire();
        } catch (CannotStart | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /**
     * A running hub.
     *
     * @param config with the ports chosen
     * @param setupUrl where the first user is made, while there is none
     * @param routes every one it serves, with the right each needs
     * @param fingerprint of its authority, where it has one
     */
    public record Started(
            HubProgram program,
            HubConfig config,
            Optional<String> setupUrl,
            List<Route> routes,
            Optional<String> fingerprint) {
        public Started {
            routes = List.copyOf(routes);
        }

        /** How people know the hub, and what an operator gave up. */
        String note() {
            return fingerprint
                    .map(print -> "Fingerprint of this hub: " + print)
                    .orElse("Relaxed: units have passwords, and nothing is encrypted (tls).");
        }

        String readyLine() {
            String mqtt =
                    config.broker()
                            .map(OtherBroker::url)
                            .orElseGet(() -> String.valueOf(config.mqttPort()));
            return "Turnout hub ready: %s (mqtt %s, data %s)"
                    .formatted(config.url(), mqtt, config.dataDir());
        }
    }

    private Started wire() throws CannotStart {
        Ground ground = ground();
        Venue venue = new VenueWiring(config, clock, ground, running).wire();
        running.add(
                Retention.start(
                        ground.database(),
                        ground.audit(),
                        clock,
                        event -> {
                            venue.phoneLists().changed(event.value());
                            venue.lists().changed(event.value());
                            ground.changes().happened(event.value());
                        }));
        HubServer server = serve(ground, venue);
        LOG.debug("serving at port {}", server.port());
        running.add(ground.changes()); // first to stop, so that live streams end before the server
        Optional<String> setupUrl =
                ground.setup().offer().map(token -> config.url() + "/setup?token=" + token);
        Optional<String> fingerprint = venue.trust().map(trust -> trust.authority().shown());
        return new Started(this, config, setupUrl, server.routes(), fingerprint);
    }

    private Ground ground() throws CannotStart {
        DataDirectory data = running.add(DataDirectory.claim(config.dataDir()));
        Database database = running.add(Database.open(data.path()));
        Audit audit = new Audit(clock);
        SignIn signIn = new SignIn(database, audit, clock);
        Setup setup = new Setup(database, signIn, audit, clock);
        ApiTokens tokens = new ApiTokens(database, audit, clock);
        Webhooks webhooks = running.add(Webhooks.start(database, audit, clock, config.webhooks()));
        return new Ground(data, database, audit, signIn, setup, tokens, new Changes(), webhooks);
    }

    private HubServer serve(Ground ground, Venue venue) throws CannotStart {
        Assets assets = new Assets();
        Pages pages = new Pages(assets);
        List<Feature> features = new HubFeatures(config, clock, ground, venue).all(assets, pages);
        HubServer.Routes routes =
                new HubServer.Routes(
                        pages,
                        features,
                        ground::who,
                        new DownloadRecord(ground.database(), ground.audit()));
        HubServer.Address address = new HubServer.Address(config.httpHost(), config.httpPort());
        HubServer.Encryption encryption =
                venue.trust().map(HubTrust::encryption).orElse(HubServer.Encryption.NONE);
        return running.add(HubServer.start(address, routes, encryption));
    }

    private static HubConfig withPorts(HubConfig asked) throws CannotStart {
        return asked.withPorts(
                Ports.chosen(asked.httpHost(), asked.httpPort()),
                Ports.chosen(asked.mqttHost(), asked.mqttPort()),
                Ports.chosen(asked.mqttHost(), asked.security().unitsPort()));
    }

    /** Stops everything in the reverse order of its start: what has arrived is written first. */
    @Override
    public void close() {
        running.close();
    }
}
