package io.turnout.protocol.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PairsTest {
    @Test
    void isTheMedianOfTheRatiosWithAnIntervalAroundIt() {
        Pairs pairs = new Pairs();
        for (int i = 1; i <= 9; i++) {
            pairs.add(i, 2);
        }
        assertThat(pairs.ours()).isEqualTo(5);
        assertThat(pairs.reference()).isEqualTo(2);
        assertThat(pairs.ratio()).isEqualTo(2.5);
        assertThat(pairs.interval().low()).isLessThan(2.5).isGreaterThanOrEqualTo(0.5);
        assertThat(pairs.interval().high()).isGreaterThan(2.5).isLessThanOrEqualTo(4.5);
    }

    @Test
    void countsPercentilesFromTheSlowest() {
        long[] samples = new long[100];
        for (int i = 0; i < 100; i++) {
            samples[i] = 100L - i;
        }
        assertThat(Pairs.percentile(samples, 99)).isEqualTo(100);
        assertThat(Pairs.percentile(samples, 50)).isEqualTo(51);
    }

    @Test
    void aFigureSaysWhetherItsTargetIsMet() {
        Pairs pairs = new Pairs();
        for (int i = 1; i <= 9; i++) {
            pairs.add(3, 2);
        }
        Figure.Label label = new Figure.Label("G0", "three against two", "ms");
        assertThat(Figure.atMost(1.5, label, pairs).met()).isTrue();
        assertThat(Figure.atMost(1.4, label, pairs).met()).isFalse();
        assertThat(Figure.atLeast(1.5, label, pairs).met()).isTrue();
        assertThat(Figure.atLeast(1.6, label, pairs).met()).isFalse();
        assertThat(Figure.table(java.util.List.of(Figure.atMost(1.4, label, pairs))))
                .contains("three against two", "1.50", "≤ 1.4", "no");
    }
}
