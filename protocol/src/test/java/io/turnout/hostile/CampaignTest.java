package io.turnout.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A campaign that finds nothing proves nothing unless it finds what was planted. */
final class CampaignTest {
    private static final Campaign.Limits TIGHT =
            new Campaign.Limits(Duration.ofMillis(20), Duration.ofMillis(500), 8 << 20);
    private static final Mutator MUTATOR =
            Mutator.ofTexts("{\"unit\":\"door-1\",\"upTo\":17,\"list\":[1,2]}");
    private static final Fate REFUSED = new Fate.Refused();

    @Test
    void findsAReaderThatThrows() {
        fails(
                input -> {
                    if (Arrays.hashCode(input) % 100 == 0) {
                        throw new NullPointerException("planted");
                    }
                    return REFUSED;
                },
                "makes it throw");
    }

    @Test
    void findsAReaderThatOverflowsItsStack() {
        fails(input -> deeper(input, 0), "makes it throw");
    }

    @Test
    void findsAReaderThatBelievesWithoutACheck() {
        Campaign campaign =
                Campaign.against("planted").believingOnly(Set.of("what was signed")::contains);
        assertThatThrownBy(() -> campaign.run(MUTATOR, _ -> new Fate.Accepted("anything")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nobody signed it")
                .hasMessageContaining("seed");
    }

    @Test
    void findsAReaderThatIsSlow() {
        fails(
                _ -> {
                    LockSupport.parkNanos(30_000_000);
                    return REFUSED;
                },
                "takes");
    }

    @Test
    void findsAReaderThatDoesNotEnd() {
        fails(
                _ -> {
                    while (true) {
                        LockSupport.parkNanos(10_000_000);
                    }
                },
                "does not end");
    }

    @Test
    void findsAReaderThatNeedsTooMuchMemory() {
        fails(_ -> new Fate.Accepted(new byte[9 << 20]), "costs");
    }

    @Test
    void countsWhatWasTakenAndWhatWasNot() {
        Campaign.Result result =
                Campaign.against("sorted")
                        .within(Campaign.Limits.USUAL, 1000)
                        .run(
                                MUTATOR,
                                input ->
                                        input.length % 2 == 0 ? REFUSED : new Fate.Accepted("odd"));
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isPositive();
        assertThat(result.refused() + result.accepted()).isEqualTo(1000);
    }

    @Test
    void givesTheSameInputsAgain() {
        List<List<byte[]>> runs = List.of(new ArrayList<>(), new ArrayList<>());
        for (List<byte[]> inputs : runs) {
            Campaign.against("repeatable")
                    .within(Campaign.Limits.USUAL, 500)
                    .run(
                            MUTATOR,
                            input -> {
                                inputs.add(input);
                                return REFUSED;
                            });
        }
        assertThat(runs.get(0)).usingRecursiveComparison().isEqualTo(runs.get(1));
    }

    private static Fate deeper(byte[] input, int depth) {
        return depth == Integer.MAX_VALUE ? REFUSED : deeper(input, depth + input.length % 2);
    }

    private static void fails(Campaign.Trial reader, String how) {
        assertThatThrownBy(
                        () -> Campaign.against("planted").within(TIGHT, 5000).run(MUTATOR, reader))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("planted, seed ")
                .hasMessageContaining(how);
    }
}
