package io.turnout.hub.fleet;

import io.turnout.hub.fleet.ListSource.At;
import io.turnout.hub.fleet.ListSource.Limited;
import io.turnout.hub.fleet.ListSource.RoomSource;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.MessageCodec;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Makes the list of one unit. The same source gives the same bytes. */
final class AccessList {
    private final MessageCodec codec;
    private final RoomSource source;
    private final Map<Integer, String> badgeKeys;
    private final byte[] badges;

    /**
     * Writes the badges once, for all units of the room.
     *
     * @param badgeKeys what the event's signed badges are checked with
     */
    AccessList(MessageCodec codec, RoomSource source, Map<Integer, String> badgeKeys) {
        this.codec = codec;
        this.source = source;
        this.badgeKeys = Map.copyOf(badgeKeys);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ListSource.Listed badge : source.badges()) {
            lines.writeBytes(badge.line());
            lines.write('\n');
        }
        this.badges = lines.toByteArray();
    }

    /** Digest of what matters: two lists with the same digest decide the same. */
    String digest(At at) {
        return sha256(bytes(header(at, 0, Instant.EPOCH, Optional.empty())));
    }

    /** Everything but its badges, as it should be now. */
    ListHeader header(At at) {
        return header(at, 0, Instant.EPOCH, Optional.empty());
    }

    ListComparison.Badges badges() {
        return new ListComparison.Badges(
                source.badges().stream().map(ListSource.Listed::badge).toList(), badges);
    }

    /** The list as it is sent. */
    byte[] bytes(At at, long revision, Instant asOf) {
        return bytes(header(at, revision, asOf, Optional.of(source.serial())));
    }

    private byte[] bytes(ListHeader header) {
        ByteArrayOutputStream list = new ByteArrayOutputStream(badges.length + 4096);
        list.writeBytes(codec.write(header));
        list.write('\n');
        list.writeBytes(badges);
        return list.toByteArray();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private ListHeader header(At at, long revision, Instant asOf, Optional<Long> serial) {
        return new ListHeader(
                revision,
                asOf,
                at.unit(),
                source.room().id(),
                at.door(),
                source.room().name(),
                source.event().zone(),
                source.event().tag(),
                source.event().salt(),
                badgeKeys,
                source.event().policy(),
                source.sessions().stream().map(Limited::session).toList(),
                limited(),
                source.badges().size(),
                serial);
    }

    /** How many the room holds, for sessions whose seats are counted. */
    private Map<Integer, Integer> limited() {
        Map<Integer, Integer> limited = new HashMap<>();
        for (int i = 0; i < source.sessions().size(); i++) {
            int session = i;
            source.sessions().get(i).capacity().ifPresent(holds -> limited.put(session, holds));
        }
        return limited;
    }
}
