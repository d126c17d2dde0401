package io.turnout.hub.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    @Test
    @DisplayName("each row comes once and in order, whether there are none, few or many")
    void inOrder() {
        for (int many : new int[] {0, 1, 511, 512, 513, 10_000}) {
            List<String> rows = IntStream.range(0, many).mapToObj(String::valueOf).toList();
            List<String> taken = new ArrayList<>();

            ReadAhead.each(rows.iterator(), taken::add);

            assertThat(taken).isEqualTo(rows);
        }
    }

    @Test
    @DisplayName("where reading fails, the rows before come, and then the failure")
    void readingFails() {
        Iterator<String> rows =
                Stream.iterate(0, i -> i + 1)
                        .map(i -> {
                            if (i == 2_000) {
                                throw new IllegalStateException("the disk is gone");
                            }
                            return String.valueOf(i);
                        })
                        .iterator();
        List<String> taken = new ArrayList<>();

        assertThatThrownBy(() -> ReadAhead.each(rows, taken::add)).hasMessage("the disk is gone");
        assertThat(taken).startsWith("0", "1").hasSizeGreaterThan(1_000);
    }

    @Test
    @DisplayName("where writing fails, nothing reads on: the connection can be given back")
    void writingFails() {
        AtomicReference<Thread> reader = new AtomicReference<>(Thread.currentThread());
        Iterator<String> endless =
                Stream.generate(
                                () -> {
                                    reader.set(Thread.currentThread());
                                    return "row";
                                })
                        .iterator();

        assertThatThrownBy(() ->
                        ReadAhead.each(
                                endless,
                                _ -> {
                                    throw new IllegalStateException("the reader left");
                                }))
                .hasMessage("the reader left");

        assertThat(reader.get()).isNotSameAs(Thread.currentThread());
        assertThat(reader.get().isAlive()).isFalse();
    }
}
