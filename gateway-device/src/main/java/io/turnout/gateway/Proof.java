package io.turnout.gateway;

import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.identity.Identity;
import io.turnout.gateway.identity.Renewal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How this unit proves to the hub who it is: by the certificate of its enrolment, or by a secret.
 *
 * @param secret empty where there is an identity
 */
record Proof(String secret, Optional<Identity> identity) {
    static Proof of(GatewayConfig config) throws CannotStart {
        Optional<Path> file = config.secretFile();
        if (file.isPresent()) {
            return new Proof(Secret.read(file.get()), Optional.empty());
        }
        try {
            Optional<Identity> identity = Identity.open(DataDir.identity(config.dataDir()));
            if (identity.isEmpty()) {
                throw new CannotStart(
                        "this unit is not enrolled: make a ticket on the hub's page Units, and run"
                                + " gateway-device enroll --data "
                                + config.dataDir());
            }
            return new Proof("", identity);
        } catch (IOException unreadable) {
            throw new CannotStart(
                    "who this unit is cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** TLS to the hub; asked anew at each connection, for certificates are renewed. */
    Optional<Supplier<SSLContext>> tls() {
        return identity.map(held -> held::tls);
    }

    Optional<Renewal> renewal(
            Alerts alerts, UnitClock clock, InstantSource steady, BooleanSupplier online) {
        return identity.map(held -> new Renewal(held, alerts, clock::best, steady, online));
    }
}
