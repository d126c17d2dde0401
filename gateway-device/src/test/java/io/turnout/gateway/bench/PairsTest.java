package io.turnout.gateway.bench;

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
}
