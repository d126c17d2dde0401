package io.turnout.gateway.accesslist;

import io.turnout.protocol.access.Access;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.ReEntry;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.badge.SignedCode;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.crypto.HmacFingerprinter;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.UnitId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A hub as far as a unit's lists go: makes badges, and lists that it signs. */
public final class ListFixture {
    public static final UnitId UNIT = new UnitId("door-1");
    public static final EventTag EVENT = new EventTag("F0S");
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final SessionId NOW = new SessionId("now");
    public static final SessionId LATER = new SessionId("later");

    private static final byte[] SALT = new byte[HmacFingerprinter.KEY_BYTES];

    private final Ed25519.Keys hub = Ed25519.generate();
    private final Ed25519.Keys badgeSigner = Ed25519.generate();
    private final MessageCodec codec = new MessageCodec();
    private final HmacFingerprinter fingerprinter = new HmacFingerprinter(SALT);

    /** A list on its way: bytes, and the notice of them. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Sent(byte[] bytes, ListNotice notice) {
        public Path in(Path folder) throws IOException {
            return Files.write(Files.createTempFile(folder, "fetched", ""), bytes);
        }
    }

    public byte[] hubKey() {
        return hub.publicKey();
    }

    public Ed25519.Keys signer() {
        return hub;
    }

    public static String code(long serial) {
        return ShortCode.of(EVENT, serial).text();
    }

    public String signedCode(long serial, Ed25519.Keys signer) {
        SignedCode.Claim claim =
                new SignedCode.Claim(
                        0,
                        ShortCode.of(EVENT, serial),
                        NOON.minus(Duration.ofDays(1)),
                        NOON.plus(Duration.ofDays(1)));
        return SignedCode.of(claim, content -> Ed25519.sign(signer.seed(), content)).text();
    }

    public Ed25519.Keys badgeSigner() {
        return badgeSigner;
    }

    public BadgeFingerprint fingerprint(String text) {
        return fingerprinter.of(BadgeText.canonical(text));
    }

    /** Registered for the session that is on at noon. */
    public ListBadge registered(long serial) {
        return badge(serial, BadgeState.ACTIVE, List.of(0));
    }

    public ListBadge badge(long serial, BadgeState state, List<Integer> registered) {
        return new ListBadge(fingerprint(code(serial)), state, registered, List.of());
    }

    public ListHeader header(long revision, int badges) {
        return header(UNIT, revision, badges);
    }

    public ListHeader header(UnitId unit, long revision, int badges) {
        List<DoorSession> sessions =
                List.of(session(NOW, NOON), session(LATER, NOON.plus(Duration.ofHours(3))));
        return header(unit, revision, badges, sessions, Optional.empty());
    }

    public ListHeader header(
            UnitId unit,
            long revision,
            int badges,
            List<DoorSession> sessions,
            Optional<Long> serial) {
        return new ListHeader(
                revision,
                NOON.minus(Duration.ofMinutes(2)),
                unit,
                new RoomId("K.3.201"),
                new DoorId("door-a"),
                "K.3.201",
                ZoneId.of("Europe/Brussels"),
                EVENT,
                Base64.getEncoder().encodeToString(SALT),
                Map.of(0, Base64.getEncoder().encodeToString(badgeSigner.publicKey())),
                DoorPolicy.DEFAULT,
                sessions,
                sessions.isEmpty() ? Map.of() : Map.of(0, 2),
                badges,
                serial);
    }

    public static DoorSession session(SessionId id, Instant start) {
        return new DoorSession(
                id,
                "Talk " + id,
                start,
                start.plus(Duration.ofHours(1)),
                Duration.ofMinutes(15),
                Duration.ZERO,
                Access.REGISTERED_ONLY,
                WalkIn.REFUSE,
                ReEntry.FREE,
                false);
    }

    /** A list as the hub would send it, whatever is in it. */
    public Sent list(long revision, ListBadge... badges) {
        return signed(header(revision, badges.length), badges);
    }

    public Sent signed(ListHeader header, ListBadge... badges) {
        ListBadge[] sorted = badges.clone();
        Arrays.sort(sorted, Comparator.comparing(ListBadge::badge));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(codec.write(header));
        lines.write('\n');
        for (ListBadge badge : sorted) {
            lines.writeBytes(codec.write(badge));
            lines.write('\n');
        }
        return sign(UNIT, header.revision(), lines.toByteArray(), hub);
    }

    public Sent sign(UnitId unit, long revision, byte[] bytes, Ed25519.Keys signer) {
        String sha256 = sha256(bytes);
        String content = ListNotice.signedContent(unit, revision, sha256);
        byte[] signature = Ed25519.sign(signer.seed(), content.getBytes(StandardCharsets.UTF_8));
        return new Sent(
                bytes,
                new ListNotice(
                        revision,
                        "/unit/v1/list/" + revision,
                        bytes.length,
                        sha256,
                        Base64.getEncoder().encodeToString(signature)));
    }

    /** Changes as the hub would send them. */
    public byte[] sent(Changes changes) {
        return sent(UNIT, changes, hub);
    }

    public byte[] sent(UnitId unit, Changes changes, Ed25519.Keys signer) {
        byte[] content = codec.write(changes);
        byte[] signed = SignedChanges.signedContent(unit, content);
        return new SignedChanges(Ed25519.sign(signer.seed(), signed), content).payload();
    }

    /** Changes of badges and nothing else. */
    public static Changes changes(long base, long serial, ChangedBadge... badges) {
        return new Changes(
                base, serial, NOON, Optional.empty(), List.of(), List.of(), List.of(badges));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
