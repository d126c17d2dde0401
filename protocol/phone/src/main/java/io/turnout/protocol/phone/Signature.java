package io.turnout.protocol.phone;

import io.turnout.protocol.badge.SignatureCheck;
import java.util.Optional;

/**
 * Keeps what a badge was signed with, because browsers check signatures only later: until then it
 * says of each that it is genuine.
 */
final class Signature implements SignatureCheck {
    private Optional<Signed> seen = Optional.empty();

    /** What is to be checked. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Signed(int keyId, byte[] content, byte[] signature) {}

    @Override
    public boolean genuine(int keyId, byte[] content, byte[] signature) {
        seen = Optional.of(new Signed(keyId, content, signature));
        return true;
    }

    /** What was to be checked, if anything. */
    Optional<Signed> seen() {
        return seen;
    }
}
