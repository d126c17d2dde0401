package io.turnout.hub.fleet;

import io.turnout.hub.start.CannotStart;
import io.turnout.hub.start.KeyFile;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Answer;
import io.turnout.protocol.message.Ask;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.HubTime;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The hub's key: units believe only lists signed with it. Made at the first start. */
public final class ListKey {
    private static final String FILE = "list-signing";

    private final Ed25519.Keys keys;

    private ListKey(Ed25519.Keys keys) {
        this.keys = keys;
    }

    /**
     * Reads the key, or makes it where there is none.
     *
     * @param folder only the hub's user may enter it
     * @throws CannotStart when the file is not a key: a new one would shut out every unit
     */
    public static ListKey open(Path folder) throws CannotStart {
        return new ListKey(KeyFile.openAtStart(folder, FILE, "set up every unit anew"));
    }

    /** What units are given to check lists with: base64 of the 32 bytes. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.publicKey());
    }

    /** The signature of a list for one unit, base64. */
    String sign(UnitId unit, long revision, String sha256) {
        byte[] content =
                ListNotice.signedContent(unit, revision, sha256).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Ed25519.sign(keys.seed(), content));
    }

    /** The signature of the hub's time as said to one boot of one unit, base64. */
    String sign(UnitId unit, String boot, long monotonicMillis, Instant at) {
        byte[] content =
                HubTime.signedContent(unit, boot, monotonicMillis, at)
                        .getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Ed25519.sign(keys.seed(), content));
    }

    /** The signature of changes for one unit, 64 bytes. */
    byte[] sign(UnitId unit, byte[] changes) {
        return Ed25519.sign(keys.seed(), SignedChanges.signedContent(unit, changes));
    }

    /** The signature of an answer to one question of one unit, base64. */
    String sign(UnitId unit, Ask ask, Optional<KnownBadge> known) {
        byte[] content = Answer.signedContent(unit, ask, known).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Ed25519.sign(keys.seed(), content));
    }

    /** The signature of a command for one unit, base64. */
    public String sign(UnitId unit, Command command) {
        byte[] content = command.signedContent(unit).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Ed25519.sign(keys.seed(), content));
    }

    /** The signature of a word on seats for one unit, base64. */
    public String sign(UnitId unit, SeatNotice notice) {
        byte[] content = notice.signedContent(unit).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Ed25519.sign(keys.seed(), content));
    }
}
