package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two doors of one room with so many seats, their cables cut and put back. More rounds by hand:
 * {@code -Dturnout.seats.rounds=20}.
 */
class SeatsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration HEAL = Duration.ofSeconds(40);
    private static final Duration COOL_DOWN = Duration.ofMillis(5_200);
    private static final int CAPACITY = 24;
    private static final int ROUNDS = Integer.getInteger("turnout.seats.rounds", 1);

    /** Who was shown in, by the door they came in by. */
    private final Map<String, UnitSite> inside = new HashMap<>();

    @TempDir Path directory;

    @Test
    @DisplayName("A-4 capacity holds over all doors, also while they are cut off")
    void capacityHoldsOverAllDoorsAndSeatsGoWherePeopleAre() throws Exception {
        try (Venue venue = Venue.start(directory, 400)) {
            UnitSite front = venue.unit(0);
            String aula = aula(venue);
            venue.hub()
                    .api()
                    .post(
                            Venue.EVENT + "/rooms/" + aula,
                            Map.of("name", "Aula", "capacity", CAPACITY));
            UnitSite back = venue.addUnit("back", aula, "Aula");
            for (int round = 1; round <= ROUNDS; round++) {
                play(venue, front, back);
                System.out.printf(
                        "seats: round %d, %d of %d inside at most%n", round, CAPACITY, CAPACITY);
            }
        }
    }

    private static String aula(Venue venue) throws Exception {
        for (JsonNode room : venue.hub().api().get(Venue.EVENT + "/rooms")) {
            if (room.path("name").asText().equals("Aula")) {
                return room.path("id").asText();
            }
        }
        throw new AssertionError("no Aula");
    }

    private void play(Venue venue, UnitSite front, UnitSite back) throws Exception {
        Deque<String> people = new ArrayDeque<>(venue.badges());
        awaitSeats(front, back, CAPACITY);
        Awaitility.await("seats go to the busy door")
                .atMost(HEAL)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    comeIn(back, people);
                    return inside.size() > CAPACITY / 2 + 2;
                });
        assertThat(seats(back)).as("seats of the busy door").isGreaterThan(CAPACITY / 2);
        awaitSeats(front, back, CAPACITY);

        front.mqtt().pull();
        back.mqtt().pull();
        for (int i = 0; i < CAPACITY; i++) {
            comeIn(i % 2 == 0 ? front : back, people);
        }
        assertThat(inside).as("cut off, all that was lent is used").hasSize(CAPACITY);

        leave(back, 4);
        front.mqtt().plugIn();
        back.mqtt().plugIn();
        Awaitility.await("a seat that became free at one door is lent to the other")
                .atMost(HEAL)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    comeIn(front, people);
                    return inside.size() == CAPACITY;
                });
        for (int i = 0; i < 5; i++) {
            comeIn(front, people);
            comeIn(back, people);
        }
        assertThat(inside).hasSize(CAPACITY);
        leave(front, CAPACITY);
        leave(back, CAPACITY);
        assertThat(inside).isEmpty();
    }

    private void comeIn(UnitSite unit, Deque<String> people)
            throws IOException, InterruptedException {
        String badge = people.pop();
        people.addLast(badge);
        if (inside.containsKey(badge)) {
            return;
        }
        if (shown(unit, badge).equals("in")) {
            inside.put(badge, unit);
        }
        assertThat(inside.size()).as("inside").isLessThanOrEqualTo(CAPACITY);
    }

    /** The doors let out who came in by them, once that is not the same read again. */
    private void leave(UnitSite unit, int most) throws Exception {
        Thread.sleep(COOL_DOWN.toMillis());
        List<String> leaving =
                inside.entrySet().stream()
                        .filter(one -> one.getValue().equals(unit))
                        .map(Map.Entry::getKey)
                        .limit(most)
                        .toList();
        for (String badge : leaving) {
            assertThat(shown(unit, badge)).isEqualTo("out");
            inside.remove(badge);
        }
    }

    private static String shown(UnitSite unit, String badge)
            throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(Venue.scan(unit, badge));
        return answer.path("verdict").path("state").asText();
    }

    private static long seats(UnitSite unit) throws Exception {
        return Venue.state(unit).path("occupancy").path("seats").asLong();
    }

    private static void awaitSeats(UnitSite front, UnitSite back, int all) {
        Awaitility.await("all seats are lent")
                .atMost(HEAL)
                .ignoreExceptions()
                .until(() -> seats(front) + seats(back) == all);
    }
}
