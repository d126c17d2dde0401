package io.turnout.hub.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets that come from another address of this machine. */
final class From extends SSLSocketFactory {
    private final SSLSocketFactory sockets;

    private From(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    static SSLSocketFactory elsewhere(SSLSocketFactory sockets) {
        return new From(sockets);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = sockets.createSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean close) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
