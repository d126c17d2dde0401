package io.turnout.gateway.panel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may talk to the panel: a page of another site in the browser of someone nearby must not scan
 * badges here. Browsers say where a request comes from; other programs need not.
 */
final class SameOrigin {
    private static final Pattern ADDRESS =
            Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+])(:[0-9]+)?");

    private final String host;

    /** The host that the panel was told to listen on. */
    SameOrigin(String host) {
        this.host = host;
    }

    /**
     * Whether a Host header means this panel. A name that is not ours may have been pointed here by
     * somebody else (DNS rebinding); an address cannot.
     */
    boolean isOurs(String hostHeader) {
        String name = hostHeader.replaceFirst(":[0-9]+$", "");
        return name.equals("localhost")
                || name.equals(host)
                || ADDRESS.matcher(hostHeader).matches();
    }

    /** Whether a request that changes something was made by this panel's page, or by no page. */
    static boolean mayChange(
            String hostHeader, Optional<String> fetchSite, Optional<String> origin) {
        return fetchSite
                .map(site -> site.equals("same-origin") || site.equals("none"))
                .orElseGet(() -> origin.map(o -> o.equals("http://" + hostHeader)).orElse(true));
    }
}
