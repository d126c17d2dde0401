package io.turnout.hub;

import io.turnout.hub.broker.Broker;
import io.turnout.hub.broker.BrokerLink;
import io.turnout.hub.start.CannotStart;
import io.turnout.hub.trust.Authority;
import io.turnout.hub.trust.Enrolment;
import io.turnout.hub.trust.HubNames;
import io.turnout.hub.trust.HubTls;
import io.turnout.hub.trust.Twins;
import io.turnout.hub.trust.UnitKeys;
import io.turnout.hub.web.HubServer;
import io.turnout.protocol.message.Topics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** The hub's authority and what hangs on it, where units have certificates. */
record HubTrust(
        HubConfig config,
        Authority authority,
        HubTls tls,
        UnitKeys keys,
        Twins twins,
        InstantSource clock) {
    static Optional<HubTrust> open(HubConfig config, Ground ground, Path keys, InstantSource clock)
            throws CannotStart {
        if (!config.hasCertificates()) {
            return Optional.empty();
        }
        Authority authority = Authority.open(keys, clock);
        HubTls tls = HubTls.open(authority, keys, () -> HubNames.now(config.hosts()), clock);
        UnitKeys known = new UnitKeys(ground.database(), ground.audit(), clock, tls::isUnitNow);
        Twins twins = new Twins(known::twice);
        return Optional.of(new HubTrust(config, authority, tls, known, twins, clock));
    }

    /** Starts the hub's own broker; only who has a certificate gets in. */
    Broker broker(Broker.Listen listen, Topics topics, String hubSecret) throws CannotStart {
        Broker.Tls clients = new Broker.Tls(tls.broker(), keys::holder, keys::twice);
        return Broker.start(listen, topics, clients, hubSecret);
    }

    /** A link to that broker. */
    BrokerLink.Endpoint endpoint(Broker.Listen listen, String hubSecret) {
        return BrokerLink.Endpoint.embedded(listen, hubSecret, Optional.of(tls.link()));
    }

    Enrolment enrolment(Ground ground, String listKey, BrokerLink link) {
        return new Enrolment(
                new Enrolment.Ground(ground.database(), authority, keys, clock),
                new Enrolment.Site(
                        config.site(),
                        config.unitsAt(),
                        config.mqttUrl(),
                        listKey,
                        config.security().grace()),
                link::hangUp);
    }

    /** What the web server encrypts, and the port for units. */
    HubServer.Encryption encryption() {
        boolean pages = config.security().tls() == Security.Tls.ON;
        HubServer.Address units =
                new HubServer.Address(config.mqttHost(), config.security().unitsPort());
        return new HubServer.Encryption(
                pages ? Optional.of(tls.pages()) : Optional.empty(),
                Optional.of(new HubServer.UnitsPort(units, tls.units())));
    }
}
