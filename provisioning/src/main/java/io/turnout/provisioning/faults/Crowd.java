package io.turnout.provisioning.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.turnout.provisioning.faults.ledger.Answer;
import io.turnout.provisioning.faults.ledger.Entry;
import io.turnout.provisioning.faults.ledger.Ledger;
import io.turnout.provisioning.faults.venue.Unit;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The people of one door: they come and go, and each presentation goes into the ledger before the
 * next. One thread.
 */
final class Crowd implements Runnable {
    private static final Duration COOLED = Duration.ofSeconds(6);
    private static final Duration NOBODY_THERE = Duration.ofMillis(50);
    private static final int ODD_ONE_IN = 30;
    private static final int AGAIN_ONE_IN = 30;
    private static final int LEAVES_PERCENT = 35;

    private final Unit unit;
    private final List<String> people;
    private final Ledger ledger;
    private final Gate gate;
    private final Duration gap;
    private final Random random;
    private final List<String> inside = new ArrayList<>();
    private final LinkedHashMap<String, Long> recent = new LinkedHashMap<>();

    Crowd(Unit unit, List<String> people, Ledger ledger, Gate gate, Pace pace) {
        this.unit = unit;
        this.people = people;
        this.ledger = ledger;
        this.gate = gate;
        this.gap = pace.gap();
        this.random = new Random(pace.seed());
    }

    /** How fast, and the seed of who comes. */
    record Pace(Duration gap, long seed) {}

    @Override
    public void run() {
        try {
            while (true) {
                gate.pass();
                try {
                    present(next());
                } finally {
                    gate.passed();
                }
                double factor = Math.min(5, -Math.log(1 - random.nextDouble()));
                Thread.sleep(Duration.ofNanos((long) (gap.toNanos() * factor)));
            }
        } catch (InterruptedException e) {
            // The run ends; so does the crowd.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            gate.fail(e);
        }
    }

    private String next() {
        if (random.nextInt(ODD_ONE_IN) == 0) {
            return odd();
        }
        if (random.nextInt(AGAIN_ONE_IN) == 0 && !recent.isEmpty()) {
            return recent.lastEntry().getKey();
        }
        boolean leaves = !inside.isEmpty() && random.nextInt(100) < LEAVES_PERCENT;
        String badge = any(leaves ? inside : people);
        return recent.containsKey(badge) ? any(people) : badge;
    }

    private String odd() {
        String badge = any(people);
        return random.nextBoolean()
                ? badge.substring(0, badge.length() - 3)
                : "TICKET-" + random.nextInt(100_000, 1_000_000);
    }

    private void present(String badge) throws IOException, InterruptedException {
        int journal = unit.journal().get();
        long sent = System.nanoTime();
        recent.values().removeIf(at -> at < sent - COOLED.toNanos());
        Optional<Answer> answer = ask(badge);
        if (answer.isEmpty()) {
            Thread.sleep(NOBODY_THERE);
            return;
        }
        long now = System.nanoTime();
        ledger.append(new Entry(unit.name(), journal, sent, now, badge, answer.get()));
        recent.put(badge, now);
        if (answer.get() instanceof Answer.Shown shown) {
            follow(badge, shown.state());
        }
    }

    /** Empty where the door is dark: nothing was presented to anything. */
    private Optional<Answer> ask(String badge) throws InterruptedException {
        try {
            return Optional.of(answer(unit.present(badge)));
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            return Optional.empty();
        } catch (IOException lost) {
            return Optional.of(new Answer.Lost());
        }
    }

    private void follow(String badge, String state) {
        if (state.equals("in") && !inside.contains(badge)) {
            inside.add(badge);
        } else if (!state.equals("in")) {
            inside.remove(badge);
        }
    }

    private static Answer answer(JsonNode said) {
        JsonNode verdict = said.path("verdict");
        if (!verdict.has("state")) {
            return new Answer.Lost();
        }
        OptionalLong number =
                said.hasNonNull("scan")
                        ? OptionalLong.of(said.path("scan").asLong())
                        : OptionalLong.empty();
        return new Answer.Shown(
                verdict.path("state").asText(), verdict.path("reason").asText(), number);
    }

    private String any(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
