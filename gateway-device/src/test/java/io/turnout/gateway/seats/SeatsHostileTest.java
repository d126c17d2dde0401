package io.turnout.gateway.seats;

import static io.turnout.gateway.accesslist.ListFixture.NOON;
import static io.turnout.gateway.accesslist.ListFixture.UNIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.accesslist.InMemory;
import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.AskHub;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.Place;
import io.turnout.gateway.indicator.VirtualIndicator;
import io.turnout.gateway.journal.Journal;
import io.turnout.hostile.Campaign;
import io.turnout.hostile.Fate;
import io.turnout.hostile.Mutator;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.HubLife;
import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.SeatLevel;
import io.turnout.protocol.message.SeatMark;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeatsHostileTest {
    private static final InstantSource TIME = InstantSource.fixed(NOON);
    private static final SeatsHeld.Heard HEARD =
            new SeatsHeld.Heard(new SeatMark(new HubLife("life"), 1), "boot", 1);

    private final Ed25519.Keys hub = Ed25519.generate();
    private final Ed25519.Keys stranger = Ed25519.generate();
    private final MessageCodec codec = new MessageCodec();

    @TempDir(factory = InMemory.class)
    private Path folder;

    private Journal journal;
    private LentSeats seats;
    private Set<Object> genuine = Set.of();
    private Mutator contents;
    private Mutator payloads;

    /** What the hub signed for this unit last. */
    private String signed = "";

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder.resolve("journal"));
        UnitClock clock = new UnitClock(TIME, () -> 0L, "boot", () -> true, NOON.minusSeconds(9));
        Door door =
                Door.open(
                        new Door.Surroundings(
                                Optional::empty,
                                journal,
                                new VirtualIndicator(TIME),
                                clock,
                                () -> true,
                                AskHub.NOBODY,
                                _ -> {}),
                        Place.unassigned(UNIT),
                        Mode.AUTO);
        seats =
                new LentSeats(
                        new LentSeats.Settings(UNIT, journal::epoch, hub.publicKey(), clock),
                        door,
                        folder.resolve("seats"),
                        _ -> {},
                        () -> {});
        SeatNotice lent = notice(journal.epoch());
        genuine = Set.of(lent.signedContent(UNIT));
        contents = new Mutator(List.of(codec.write(lent)));
        payloads =
                new Mutator(
                        List.of(
                                codec.write(signed(lent, UNIT, hub)),
                                codec.write(signed(lent, new UnitId("door-2"), hub)),
                                codec.write(signed(lent, UNIT, stranger))));
    }

    @AfterEach
    void close() throws Exception {
        seats.close();
        journal.close();
    }

    @Test
    @DisplayName("seats are lent only by the hub's word to this unit, whatever it says")
    void believesNoWordThatTheHubDidNotSign() {
        Campaign.Result result =
                Campaign.against("seats notice")
                        .believingOnly(said -> genuine.contains(said) || said.equals(signed))
                        .run(this::payload, this::take);
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
        assertThat(seats.refused()).isPositive();
    }

    private Fate take(byte[] payload) {
        SeatNotice notice;
        try {
            notice = codec.read(payload, SeatNotice.class);
        } catch (MalformedMessage _) {
            return new Fate.Refused();
        }
        long before = seats.refused();
        SeatsHeld held = seats.held();
        seats.deal(notice, HEARD);
        boolean refused = seats.refused() > before || !notice.epoch().equals(journal.epoch());
        if (refused) {
            assertThat(seats.held()).isEqualTo(held);
            return new Fate.Refused();
        }
        return new Fate.Accepted(notice.signedContent(UNIT));
    }

    private byte[] payload(RandomGenerator random) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> signedAnew(contents.next(random));
            default -> payloads.next(random);
        };
    }

    /** Whatever it says, the hub signs it; what says nothing stays as it is. */
    private byte[] signedAnew(byte[] content) {
        try {
            SeatNotice notice = codec.read(content, SeatNotice.class);
            signed = notice.signedContent(UNIT);
            return codec.write(signed(notice, UNIT, hub));
        } catch (MalformedMessage _) {
            return content;
        }
    }

    private static SeatNotice signed(SeatNotice notice, UnitId unit, Ed25519.Keys signer) {
        byte[] content = notice.signedContent(unit).getBytes(UTF_8);
        byte[] signature = Ed25519.sign(signer.seed(), content);
        return notice.with(Base64.getEncoder().encodeToString(signature));
    }

    private static SeatNotice notice(JournalEpoch epoch) {
        return new SeatNotice(
                epoch,
                7,
                false,
                List.of(new SeatLevel(ListFixture.NOW, 350), new SeatLevel(ListFixture.LATER, 0)),
                List.of(17L),
                new SeatMark(new HubLife("life"), 86_400_000),
                "");
    }
}
