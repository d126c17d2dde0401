package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What a request's TLS shows of who sent it. */
public final class Shown {
    private Shown() {}

    /** The sender's own certificate, of which TLS has checked only what its port checks. */
    public static Optional<X509Certificate> certificate(ServerRequest request) {
        return request.remotePeer()
                .tlsCertificates()
                .filter(chain -> chain.length > 0)
                .map(chain -> (X509Certificate) chain[0]);
    }
}
