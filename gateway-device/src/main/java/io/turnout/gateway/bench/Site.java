package io.turnout.gateway.bench;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.accesslist.AccessListStore;
import io.turnout.gateway.accesslist.Adoption;
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
import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import io.turnout.protocol.badge.SignedCode;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.crypto.HmacFingerprinter;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A made-up event with as many badges as one likes, in a real signed list. */
final class Site {
    static final UnitId UNIT = new UnitId("bench");
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final EventTag EVENT = new EventTag("BEN");
    private static final byte[] SALT = new byte[HmacFingerprinter.KEY_BYTES];
    private static final int FEW = 20;
    private static final int SETS = 10_000;

    private final int badges;
    private final int sessions;
    private final Ed25519.Keys hub = Ed25519.generate();
    private final Ed25519.Keys signer = Ed25519.generate();
    private final MessageCodec codec = new MessageCodec();

    Site(int badges) {
        this(badges, FEW);
    }

    Site(int badges, int sessions) {
        this.badges = badges;
        this.sessions = sessions;
    }

    /** The code of the n-th badge, spread over all codes there are. */
    static ShortCode code(long n) {
        return ShortCode.of(EVENT, (n * 0x9E3779B97F4A7C15L) >>> 24);
    }

    SignedCode signed(long n) {
        SignedCode.Claim claim =
                new SignedCode.Claim(
                        0, code(n), NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
        return SignedCode.of(claim, content -> Ed25519.sign(signer.seed(), content));
    }

    AccessListStore store(Path folder) throws IOException {
        return new AccessListStore(folder, UNIT, hub.publicKey(), _ -> {});
    }

    /** Brings the list into a store as the hub would. */
    AccessList adoptInto(AccessListStore store, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "list", ".ndjson");
        String sha256 = write(file);
        String content = ListNotice.signedContent(UNIT, 1, sha256);
        byte[] signature = Ed25519.sign(hub.seed(), content.getBytes(StandardCharsets.UTF_8));
        ListNotice notice =
                new ListNotice(
                        1,
                        "/bench",
                        Files.size(file),
                        sha256,
                        Base64.getEncoder().encodeToString(signature));
        return switch (store.adopt(file, notice)) {
            case Adoption.Adopted adopted -> adopted.list();
            case Adoption.Rejected rejected -> throw new IllegalStateException(rejected.why());
        };
    }

    private String write(Path file) throws IOException {
        HmacFingerprinter fingerprinter = new HmacFingerprinter(SALT);
        List<BadgeFingerprint> sorted =
                LongStream.range(0, badges)
                        .mapToObj(n -> fingerprinter.of(code(n).text()))
                        .sorted()
                        .distinct()
                        .toList();
        MessageDigest digest = sha256();
        try (OutputStream out =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
            out.write(codec.write(header(sorted.size())));
            out.write('\n');
            for (BadgeFingerprint badge : sorted) {
                List<Integer> registered = registered(badge);
                out.write(
                        codec.write(
                                new ListBadge(badge, BadgeState.ACTIVE, registered, List.of())));
                out.write('\n');
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The one that runs and some others: many badges have the same, and there are many sets. */
    private List<Integer> registered(BadgeFingerprint badge) {
        int set = Math.floorMod(badge.low(), SETS);
        return IntStream.of(0, set, 7 * set + 3, 11 * (set / sessions) + 5)
                .map(place -> place % sessions)
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }

    private ListHeader header(int count) {
        List<DoorSession> sessions = new ArrayList<>();
        for (int i = 0; i < this.sessions; i++) {
            sessions.add(session(i));
        }
        return new ListHeader(
                1,
                NOW.minus(Duration.ofMinutes(1)),
                UNIT,
                new RoomId("bench"),
                new DoorId("bench"),
                "Bench",
                ZoneOffset.UTC,
                EVENT,
                Base64.getEncoder().encodeToString(SALT),
                Map.of(0, Base64.getEncoder().encodeToString(signer.publicKey())),
                DoorPolicy.DEFAULT,
                sessions,
                Map.of(),
                count,
                Optional.empty());
    }

    private static DoorSession session(int place) {
        Instant start = NOW.plus(Duration.ofHours(place)).minus(Duration.ofMinutes(5));
        return new DoorSession(
                new SessionId("s" + place),
                "Session " + place,
                start,
                start.plus(Duration.ofMinutes(50)),
                Duration.ofMinutes(15),
                Duration.ZERO,
                Access.REGISTERED_ONLY,
                WalkIn.REFUSE,
                ReEntry.FREE,
                false);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
