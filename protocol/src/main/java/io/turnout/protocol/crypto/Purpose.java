package io.turnout.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a certificate of a hub's authority is for. A unit's certificate never passes for the hub's,
 * so one authority is enough for both sides.
 */
public enum Purpose {
    /** The hub, towards whoever connects to it. */
    HUB("1.3.6.1.5.5.7.3.1"),
    /** A unit, towards the hub. */
    UNIT("1.3.6.1.5.5.7.3.2");

    private static final int NO_AUTHORITY = -1;

    private final String usage;

    Purpose(String usage) {
        this.usage = usage;
    }

    /** The extended key usage that says so: {@code serverAuth} or {@code clientAuth}. */
    public String usage() {
        return usage;
    }

    /**
     * Whether a certificate is the authority's own word and for this. Its dates are not looked at.
     */
    public boolean holds(X509Certificate certificate, PublicKey authority) {
        try {
            certificate.verify(authority);
            List<String> usages = certificate.getExtendedKeyUsage();
            return certificate.getBasicConstraints() == NO_AUTHORITY
                    && usages != null
                    && usages.equals(List.of(usage));
        } catch (GeneralSecurityException e) {
            return false; // somebody else signed it, or it cannot be read
        }
    }
}
