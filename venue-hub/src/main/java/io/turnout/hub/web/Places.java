package io.turnout.hub.web;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The options of accepted sockets, as the web server asks for them with each: the one place where
 * it shows a connection before anything was said on it.
 */
record Places(Patience patience, SocketOptions usual) implements SocketOptions {
    /** Sends at once, else the end of a page waits until its beginning is acknowledged: 40 ms. */
    static Places watchedBy(Patience patience) {
        return new Places(patience, SocketOptions.builder().tcpNoDelay(true).build());
    }

    @Override
    public void configureSocket(SocketChannel channel) {
        configureSocket(channel.socket());
    }

    @Override
    public void configureSocket(Socket socket) {
        try {
            patience.accepted(socket);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the web server closes it then
        }
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return usual.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return usual.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
        return usual.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return usual.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return usual.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return usual.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return usual.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return usual.tcpNoDelay();
    }
}
