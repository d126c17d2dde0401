package io.turnout.gateway.accesslist;

import static io.turnout.gateway.accesslist.ListFixture.NOON;
import static io.turnout.gateway.accesslist.ListFixture.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorPolicy;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SignedChanges;
import io.turnout.protocol.message.UnitId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class ChangesHostileTest {
    private static final BadgeFingerprint BADGE = new BadgeFingerprint(1, 2);

    private final ListFixture hub = new ListFixture();
    private final Ed25519.Keys stranger = Ed25519.generate();
    private final MessageCodec codec = new MessageCodec();
    private final ChangeCheck check = new ChangeCheck(UNIT, hub.hubKey(), codec);
    private final ListHeader list = hub.header(4, 0);
    private final byte[] revocation =
            codec.write(ListFixture.changes(4, 9, ChangedBadge.state(BADGE, BadgeState.REVOKED)));
    private final byte[] sessions =
            codec.write(
                    new Changes(
                            4,
                            10,
                            NOON,
                            Optional.of(DoorPolicy.DEFAULT),
                            List.of(ListFixture.session(ListFixture.NOW, NOON)),
                            List.of(ListFixture.LATER),
                            List.of(ChangedBadge.removed(BADGE))));
    private final Set<ByteBuffer> genuine =
            Set.of(ByteBuffer.wrap(revocation), ByteBuffer.wrap(sessions));
    private final Mutator contents = new Mutator(List.of(revocation, sessions));
    private final Mutator payloads =
            new Mutator(
                    List.of(
                            payload(UNIT, revocation, hub.signer()),
                            payload(UNIT, sessions, hub.signer()),
                            payload(new UnitId("door-2"), revocation, hub.signer()),
                            payload(UNIT, sessions, stranger)));

    /** What the hub signed for this unit last. */
    private ByteBuffer signed = ByteBuffer.allocate(0);

    @Test
    @DisplayName(
            "AT6 changes are in force only if the hub signed them for this unit, whatever they say")
    void believesNoChangesThatTheHubDidNotSign() {
        Campaign.Result result =
                Campaign.against("changes")
                        .believingOnly(
                                content -> genuine.contains(content) || content.equals(signed))
                        .run(this::payload, this::read);
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
    }

    private Fate read(byte[] payload) throws Exception {
        try {
            Changes changes = check.read(payload);
            Overlay overlay = Overlay.of(list, List.of(changes));
            overlay.entry(BADGE, Optional.empty());
            overlay.sessions().forEach(session -> assertThat(session.opens()).isNotNull());
            return new Fate.Accepted(ByteBuffer.wrap(SignedChanges.read(payload).content()));
        } catch (ListRejected _) {
            return new Fate.Refused();
        }
    }

    private byte[] payload(RandomGenerator random) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> {
                byte[] content = contents.next(random);
                signed = ByteBuffer.wrap(content);
                yield payload(UNIT, content, hub.signer());
            }
            case 2 -> payload(new UnitId("door-2"), contents.next(random), hub.signer());
            case 3 -> payload(UNIT, contents.next(random), stranger);
            default -> payloads.next(random);
        };
    }

    private static byte[] payload(UnitId unit, byte[] content, Ed25519.Keys signer) {
        byte[] signature = Ed25519.sign(signer.seed(), SignedChanges.signedContent(unit, content));
        return new SignedChanges(signature, content).payload();
    }

    @Test
    @DisplayName("what is not believed is counted each time, and said a few times only")
    void saysOnceWhatItDoesNotBelieve(@TempDir Path folder) throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger(AccessListStore.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        try (AccessListStore store = new AccessListStore(folder, UNIT, hub.hubKey(), _ -> {})) {
            for (int i = 0; i < 500; i++) {
                byte[] large = new byte[SignedChanges.MAX_BYTES + 1 + i];
                store.take(large);
                byte[] nonsense = ("\"" + i + "\"").getBytes(StandardCharsets.UTF_8);
                store.take(payload(UNIT, nonsense, hub.signer()));
            }
            assertThat(store.changeCounts().refused()).isEqualTo(1000);
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list).hasSizeBetween(1, 20);
    }
}
