package io.turnout.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How long a search takes at 100,000 attendees; run with {@code -Dturnout.bench=true}. */
@EnabledIfSystemProperty(named = "turnout.bench", matches = "true")
final class SearchSpeedTest {
    private static final int PEOPLE = 100_000;
    private static final int SEARCHES = 1_000;
    private static final List<String> SYLLABLES =
            List.of(
                    "an", "be", "cor", "da", "el", "fri", "go", "hu", "in", "jo", "ka", "li",
                    "mül");

    @TempDir private Path directory;

    @Test
    @DisplayName("99 of 100 searches among 100,000 attendees take 50 ms at most")
    void searchesAtOnce() {
        Random random = new Random(4);
        try (Database database = TestDatabase.in(directory)) {
            TestDatabase.seed(database);
            fill(database, random);
            PeopleList list = new PeopleList(database);
            long start = System.nanoTime();
            list.read("e1", PeopleQuery.ALL, 0, 100);
            long made = (System.nanoTime() - start) / 1_000_000;
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < SEARCHES; i++) {
                String words = words(random);
                long began = System.nanoTime();
                list.read("e1", new PeopleQuery(words, "", "", ""), 0, 100);
                times.add((System.nanoTime() - began) / 1e6);
            }
            Collections.sort(times);
            double p50 = times.get(SEARCHES / 2);
            double p99 = times.get(SEARCHES * 99 / 100);
            System.out.printf(
                    "search among %d attendees: p50 %.1f ms, p99 %.1f ms, worst %.1f ms;"
                            + " words of all made in %d ms%n",
                    PEOPLE, p50, p99, times.getLast(), made);
            assertThat(p99).isLessThanOrEqualTo(50);
        }
    }

    private static void fill(Database database, Random random) {
        database.change(handle -> {
            Batches.run(
                    handle,
                    "INSERT INTO attendee (id, event, number, family_name, given_name, email,"
                            + " licence_number) VALUES (?, 'e1', ?, ?, ?, ?, ?)",
                    IntStream.range(0, PEOPLE)
                            .mapToObj(i -> {
                                String family = name(random, 3);
                                String given = name(random, 2);
                                return Batches.row(
                                        i,
                                        "P-" + i,
                                        family,
                                        given,
                                        given + "." + family + "@example.org",
                                        "L" + random.nextInt(1_000_000));
                            }));
            Batches.run(
                    handle,
                    "INSERT INTO badge (event, fingerprint, attendee, code) VALUES ('e1', ?, ?, ?)",
                    IntStream.range(0, PEOPLE).mapToObj(i -> Batches.row("f" + i, i, "CODE" + i)));
        });
    }

    private static String words(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> name(random, 1).substring(0, 1);
            case 1 -> name(random, 2);
            case 2 -> name(random, 1) + " " + name(random, 2);
            case 3 -> "p-" + random.nextInt(PEOPLE);
            case 4 -> "code" + random.nextInt(PEOPLE);
            default -> "nobody at all";
        };
    }

    private static String name(Random random, int syllables) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            name.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
        }
        return name.toString();
    }
}
