package io.turnout.gateway.accesslist;

import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.UnitId;

/** Reads changes that the hub signed for this unit, and nothing else. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChangeCheck(UnitId unit, byte[] hubKey, MessageCodec codec) {
    /**
     * Takes a message apart; its content is not parsed before it is believed.
     *
     * @throws ListRejected when it is not the hub's word to this unit, or cannot be read
     */
    Changes read(byte[] payload) throws ListRejected {
        try {
            SignedChanges signed = SignedChanges.read(payload);
            byte[] content = SignedChanges.signedContent(unit, signed.content());
            if (!Ed25519.verify(hubKey, content, signed.signature())) {
                throw new ListRejected("their signature is not of the hub's key for this unit");
            }
            return codec.read(signed.content(), Changes.class);
        } catch (MalformedMessage malformed) {
            throw new ListRejected(String.valueOf(malformed.getMessage()), malformed);
        }
    }
}
