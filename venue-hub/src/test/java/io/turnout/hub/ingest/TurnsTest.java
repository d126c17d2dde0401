package io.turnout.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.protocol.message.JournalEpoch;
import io.turnout.protocol.message.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TurnsTest {
    private static final int BATCH = 100_000;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Turns turns = new Turns(new Turns.Limits(10 * BATCH, 40 * BATCH));
    private byte nextContent;

    @Test
    void keepsTheOrderOfOneUnit() throws Exception {
        List<Mail> sent = List.of(mail("a", 10), mail("a", 9000), mail("a", 1));
        for (Mail mail : sent) {
            assertThat(turns.offer(mail, AT_ONCE)).isEqualTo(Turns.Fate.WAITS);
        }
        assertThat(taken(3)).containsExactlyElementsOf(sent);
    }

    @Test
    @DisplayName("R: a unit with one scan does not wait behind the backlogs of others")
    void aSmallMessageOvertakesBacklogs() throws Exception {
        for (int i = 0; i < 8; i++) {
            turns.offer(mail("a", BATCH), AT_ONCE);
            turns.offer(mail("b", BATCH), AT_ONCE);
        }
        taken(4);
        Mail live = mail("c", 300);
        turns.offer(live, AT_ONCE);
        assertThat(taken(3)).contains(live);
        Mail next = mail("c", 300);
        turns.offer(next, AT_ONCE);
        assertThat(taken(3)).contains(next);
    }

    @Test
    void unitsThatBringMuchGetTheSameShareHoweverTheyCutIt() throws Exception {
        long seed = 20261122;
        Random random = new Random(seed);
        Map<String, Integer> size =
                Map.of("large", BATCH, "middle", BATCH / 5, "small", BATCH / 50);
        Map<UnitId, Integer> bytes = new HashMap<>();
        for (int round = 0; round < 3000; round++) {
            for (Map.Entry<String, Integer> unit : size.entrySet()) {
                int length = 1 + random.nextInt(2 * unit.getValue() - 1);
                turns.offer(mail(unit.getKey(), length), Duration.ZERO);
            }
            Mail mail = turns.take().orElseThrow();
            bytes.merge(mail.unit(), mail.weight(), Integer::sum);
            while (turns.waiting() > 20 * BATCH) {
                Mail next = turns.take().orElseThrow();
                bytes.merge(next.unit(), next.weight(), Integer::sum);
            }
        }
        assertThat(bytes).as("seed %d", seed).hasSize(3);
        long most = bytes.values().stream().mapToInt(i -> i).max().orElseThrow();
        long least = bytes.values().stream().mapToInt(i -> i).min().orElseThrow();
        assertThat(most).as("seed %d: %s", seed, bytes).isLessThan(2 * least);
    }

    @Test
    @DisplayName("AT13 what one unit brings takes no room from the others")
    void boundsEachUnitAndLeavesRoomForOthers() throws Exception {
        for (int i = 0; i < 9; i++) {
            assertThat(turns.offer(mail("a", BATCH), AT_ONCE)).isEqualTo(Turns.Fate.WAITS);
        }
        assertThat(turns.offer(mail("a", BATCH), AT_ONCE)).isEqualTo(Turns.Fate.DROPPED);
        assertThat(turns.offer(mail("b", BATCH), AT_ONCE)).isEqualTo(Turns.Fate.WAITS);
    }

    @Test
    void holdsTheSenderBackWhileThereIsNoRoomAltogether() throws Exception {
        for (int i = 0; i < 39; i++) {
            assertThat(turns.offer(mail("u" + i, BATCH), AT_ONCE)).isEqualTo(Turns.Fate.WAITS);
        }
        assertThat(turns.offer(mail("late", BATCH), AT_ONCE)).isEqualTo(Turns.Fate.DROPPED);
        CompletableFuture<Turns.Fate> held = offerLater(mail("later", BATCH));
        assertThat(held).isNotDone();
        turns.take();
        assertThat(held.get(10, TimeUnit.SECONDS)).isEqualTo(Turns.Fate.WAITS);
    }

    @Test
    void keepsOneOfWhatIsSentAgainWhileItWaits() throws Exception {
        Mail first = new Mail.Scans(new UnitId("a"), new byte[] {1, 2, 3});
        Mail again = new Mail.Scans(new UnitId("a"), new byte[] {1, 2, 3});
        assertThat(turns.offer(first, AT_ONCE)).isEqualTo(Turns.Fate.WAITS);
        assertThat(turns.offer(again, AT_ONCE)).isEqualTo(Turns.Fate.REPEATS);
        Mail asked =
                new Mail.Reassure(
                        new Work.Asked(
                                new Journals.Key(new UnitId("a"), new JournalEpoch("e")),
                                Optional.empty()));
        assertThat(turns.offer(asked, AT_ONCE)).isEqualTo(Turns.Fate.WAITS);
        assertThat(taken(2)).containsExactly(first, asked);
        assertThat(turns.offer(again, AT_ONCE))
                .as("it is being written")
                .isEqualTo(Turns.Fate.WAITS);
    }

    @Test
    void handsOutWhatWaitsAfterItIsClosedAndTakesNoMore() throws Exception {
        Mail last = mail("a", 10);
        turns.offer(last, AT_ONCE);
        turns.close();
        assertThat(turns.offer(mail("a", 10), AT_ONCE)).isEqualTo(Turns.Fate.DROPPED);
        assertThat(turns.take()).contains(last);
        assertThat(turns.take()).isEmpty();
    }

    private CompletableFuture<Turns.Fate> offerLater(Mail mail) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return turns.offer(mail, Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private List<Mail> taken(int count) throws InterruptedException {
        List<Mail> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(turns.take().orElseThrow());
        }
        return taken;
    }

    /** Of so many bytes, none like another. */
    private Mail mail(String unit, int bytes) {
        byte[] payload = new byte[bytes];
        payload[0] = nextContent++;
        return new Mail.Scans(new UnitId(unit), payload);
    }
}
