package io.turnout.hub.broker;

import io.turnout.protocol.message.UnitId;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Units prove who they are by the certificate of their connection. While a unit is here, nobody
 * else comes in with its key from another machine: one of the two is a copy.
 */
final class Certificates implements Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final Function<X509Certificate, Optional<UnitId>> holder;
    private final Consumer<UnitId> twice;
    private final Map<UnitId, RemotingConnection> here = new ConcurrentHashMap<>();

    Certificates(Function<X509Certificate, Optional<UnitId>> holder, Consumer<UnitId> twice) {
        this.holder = holder;
        this.twice = twice;
    }

    @Override
    public boolean holds(String unit, String secret, @Nullable RemotingConnection connection) {
        if (connection == null) {
            return false;
        }
        X509Certificate[] shown = CertificateUtil.getCertsFromConnection(connection);
        if (shown == null || shown.length == 0) {
            return false;
        }
        return holder.apply(shown[0])
                .filter(own -> own.value().equals(unit))
                .filter(own -> isAlone(own, connection))
                .isPresent();
    }

    private boolean isAlone(UnitId unit, RemotingConnection connection) {
        RemotingConnection now =
                here.compute(
                        unit,
                        (_, before) ->
                                before == null || isGone(before) || sameMachine(before, connection)
                                        ? connection
                                        : before);
        boolean alone = connection.equals(now);
        if (!alone) {
            LOG.warn("refused {} from {}: it is here", unit, connection.getRemoteAddress());
            twice.accept(unit);
        }
        return alone;
    }

    private static boolean isGone(RemotingConnection connection) {
        return connection.isDestroyed() || !connection.getTransportConnection().isOpen();
    }

    private static boolean sameMachine(RemotingConnection one, RemotingConnection other) {
        return machine(one).equals(machine(other));
    }

    /** The address without its port. */
    private static String machine(RemotingConnection connection) {
        return String.valueOf(connection.getRemoteAddress()).replaceFirst(":[0-9]+$", "");
    }
}
