package io.turnout.hub.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** {@link PromptSockets} by TLS. */
final class TlsSockets extends SSLSocketFactory {
    private final SSLSocketFactory tls;

    TlsSockets(SSLContext context) {
        this.tls = context.getSocketFactory();
    }

    @Override
    public Socket createSocket() throws IOException {
        return PromptSockets.prompt(tls.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return PromptSockets.prompt(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws IOException {
        return PromptSockets.prompt(tls.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return PromptSockets.prompt(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws IOException {
        return PromptSockets.prompt(tls.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean close)
            throws IOException {
        return PromptSockets.prompt(tls.createSocket(under, host, port, close));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
