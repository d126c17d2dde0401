package io.turnout.hub.broker;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.cluster.ClusterConnection;
import org.apache.activemq.artemis.core.server.metrics.MetricsManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.AcceptorFactory;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ServerConnectionLifeCycleListener;

/**
 * Artemis' acceptors with the hub's TLS instead of files of keys: a certificate that is renewed
 * counts from the next connection on. Public because Artemis makes it by its name.
 */
public final class TlsAcceptors implements AcceptorFactory {
    private static final String CONTEXT = "turnout.tls";

    /** 300 units at once on a small machine that is busy take more than ten. */
    static final int HANDSHAKE_SECONDS = 20;

    /** Made by Artemis. */
    public TlsAcceptors() {}

    /** Adds to an acceptor's settings what it needs here. */
    static void describe(Map<String, Object> socket, SSLContext context) {
        socket.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        // Artemis wants a context of its own, which is never used.
        socket.put(TransportConstants.USE_DEFAULT_SSL_CONTEXT_PROP_NAME, true);
        socket.put(TransportConstants.SSL_CONTEXT_PROP_NAME, CONTEXT);
        socket.put(CONTEXT, context);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Artemis declares it
    public Acceptor createAcceptor(
            String name,
            ClusterConnection cluster,
            Map<String, Object> configuration,
            BufferHandler handler,
            ServerConnectionLifeCycleListener listener,
            Executor threads,
            ScheduledExecutorService scheduled,
            Map<String, ProtocolManager> protocols,
            String threadFactoryGroup,
            MetricsManager metrics) {
        if (!(configuration.get(CONTEXT) instanceof SSLContext context)) {
            throw new IllegalArgumentException("an acceptor of the hub has no TLS");
        }
        return new NettyAcceptor(
                name,
                cluster,
                configuration,
                handler,
                listener,
                scheduled,
                threads,
                protocols,
                threadFactoryGroup,
                metrics) {
            @Override
            public SslHandler getSslHandler(ByteBufAllocator buffers, String host, int port) {
                SSLEngine engine = context.createSSLEngine();
                engine.setUseClientMode(false);
                engine.setNeedClientAuth(true);
                SslHandler tls = new SslHandler(engine);
                tls.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
                return tls;
            }
        };
    }
}
