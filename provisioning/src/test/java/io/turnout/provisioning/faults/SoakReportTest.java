package io.turnout.provisioning.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What counts as growing. */
final class SoakReportTest {
    private static final int LOOKS = 30;

    @Test
    @DisplayName("FT14: what stays the same, or grows at its start only, is well")
    void isCleanWhereNothingGrows() {
        assertThat(of(i -> footprint(40_000 + (i * 977 % 1_500), 50, 80, i * 1_000L)).isClean())
                .isTrue();
        assertThat(of(i -> footprint(i < 5 ? 10_000 : 40_000, 50, 80, 0)).isClean()).isTrue();
    }

    @Test
    @DisplayName("FT14: a leak of memory, threads, files or a log that goes on is found")
    void findsEachLeak() {
        assertThat(of(i -> footprint(40_000 + i * 800, 50, 80, 0)).grown())
                .singleElement()
                .asString()
                .startsWith("hub: heap");
        assertThat(of(i -> footprint(40_000, 50 + i, 80, 0)).grown())
                .containsExactly("hub: threads: 61, then 76");
        assertThat(of(i -> footprint(40_000, 50, 80 + i, 0)).grown())
                .singleElement()
                .asString()
                .startsWith("hub: open files");
        assertThat(of(i -> footprint(40_000, 50, 80, i * 50_000L)).grown())
                .singleElement()
                .asString()
                .startsWith("hub: log");
    }

    @Test
    void readsTheHeapThatAJvmTells() {
        String serial =
                """
                4711:
                 DefNew total 9792K, used 410K [0x1, 0x2, 0x3)
                  eden space 8704K,   4% used [0x1, 0x2, 0x3)
                 Tenured total 21888K, used 12000K [0x1, 0x2, 0x3)
                  the space 21888K,  54% used [0x1, 0x2, 0x3)
                 Metaspace       used 40000K, committed 41000K, reserved 1114112K
                """;
        assertThat(Footprint.used(serial)).isEqualTo(12_410);
        String g1 =
                """
                 garbage-first heap   total reserved 1K, committed 2K, used 30100K [0x1, 0x2)
                  region size 1024K, 2 young (2048K)
                 Metaspace       used 4K
                """;
        assertThat(Footprint.used(g1)).isEqualTo(30_100);
    }

    private static SoakReport of(IntFunction<Footprint> look) {
        return new SoakReport(
                "again",
                "PT1M",
                1,
                Map.of("hub", IntStream.range(0, LOOKS).mapToObj(look).toList()),
                List.of());
    }

    private static Footprint footprint(long heapKb, int threads, int files, long logBytes) {
        return new Footprint("hub", heapKb, 100_000, threads, files, logBytes);
    }
}
