package io.turnout.protocol.message;

import java.util.Optional;

/**
 * A unit asks for a certificate of the key that it made.
 *
 * @param token of the ticket
 * @param unit who it thinks it is; the hub refuses any name but the ticket's
 * @param publicKey base64 of the key in its X.509 form
 * @param signature base64 of the signature by that key over {@link #signedContent}: the unit has
 *     the private key
 */
public record EnrolRequest(
        String token, Optional<UnitId> unit, String publicKey, String signature) {
    /** What the unit signs: for one hub and one token, so that it proves nothing elsewhere. */
    public static String signedContent(
            String fingerprint, String token, Optional<UnitId> unit, String publicKey) {
        return "turnout enrol 1\n%s\n%s\n%s\n%s"
                .formatted(fingerprint, token, unit.map(UnitId::value).orElse(""), publicKey);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "request of " + unit.map(UnitId::value).orElse("a unit");
    }
}
