package io.turnout.hub.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.hub.fleet.UnitProblem.Kind;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.TestDatabase;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AlertWatchTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final AlertFilter ALL =
            new AlertFilter(AlertFilter.State.ALL, Optional.empty(), "");

    private final List<String> told = new ArrayList<>();
    private Instant now = NOON;
    private Database database;
    private AlertWatch watch;

    @BeforeAll
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        TestDatabase.seed(database);
    }

    @BeforeEach
    void start() {
        database.change(handle -> {
            handle.execute("DELETE FROM fleet_alert");
            handle.execute("DELETE FROM unit_alert");
            handle.execute(
                    "UPDATE unit SET status = 'never-seen', heard_ms = 0, clock_ms = 0,"
                            + " lost_ms = 0");
        });
        told.clear();
        now = NOON;
        watch = watch();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    @DisplayName("U-7 a silent unit is an alert with its begin and, once it is back, its end")
    void tellsOfASilentUnit() {
        minutes(2, "clock_ms = 0");
        assertThat(all()).as("u2 was never heard, and is not missed").isEmpty();
        Instant last = now;
        silent(5);
        FleetAlert alert = only();
        assertThat(alert.kind()).isEqualTo(Kind.OFFLINE);
        assertThat(alert.unit()).isEqualTo("u1");
        assertThat(Instant.ofEpochMilli(alert.beginMs()))
                .isBetween(last.plusSeconds(140), last.plusSeconds(170));
        assertThat(alert.isOpen()).isTrue();
        minutes(3, "clock_ms = 0");
        assertThat(only().isOpen()).isFalse();
        assertThat(told).containsOnly("e1").hasSizeBetween(2, 3);
    }

    @Test
    @DisplayName("U-7 what comes and goes is one alert that says how often")
    void dampsWhatFlaps() {
        for (int i = 0; i < 6; i++) {
            minutes(4, "clock_ms = 60000");
            minutes(2, "clock_ms = 0");
        }
        FleetAlert alert = only();
        assertThat(alert.kind()).isEqualTo(Kind.CLOCK_OFF);
        assertThat(alert.isOpen()).isTrue();
        assertThat(alert.times()).isEqualTo(6);
        minutes(4, "clock_ms = 0");
        assertThat(only().isOpen()).isFalse();
    }

    @Test
    void tellsNothingOfWhatCuresItselfAtOnce() {
        minutes(2, "clock_ms = 60000");
        minutes(2, "clock_ms = 0");
        minutes(2, "clock_ms = 60000");
        assertThat(all()).isEmpty();
    }

    @Test
    @DisplayName("U-7 of a unit that falls silent nothing counts as cured")
    void keepsWhatASilentUnitCannotTell() {
        minutes(4, "clock_ms = 60000");
        silent(20);
        assertThat(all()).hasSize(2).allMatch(FleetAlert::isOpen);
        assertThat(all()).extracting(FleetAlert::kind).contains(Kind.CLOCK_OFF, Kind.OFFLINE);
    }

    @Test
    void waitsForNoUnitThatWasDeclaredLost() {
        minutes(1, "clock_ms = 0");
        silent(5);
        assertThat(only().isOpen()).isTrue();
        database.change(handle -> handle.execute("UPDATE unit SET lost_ms = 1 WHERE id = 'u1'"));
        silent(3);
        assertThat(only().isOpen()).isFalse();
    }

    @Test
    void goesOnAfterARestartOfTheHub() {
        minutes(4, "clock_ms = 60000");
        watch = watch();
        minutes(4, "clock_ms = 60000");
        assertThat(only().times()).isEqualTo(1);
        watch = watch();
        minutes(4, "clock_ms = 0");
        assertThat(only().isOpen()).isFalse();
    }

    @Test
    @DisplayName("U-7 an alert is acknowledged once, by whom is kept and recorded")
    void isAcknowledged() {
        tampered();
        minutes(1, "clock_ms = 0");
        FleetAlert alert = only();
        assertThat(alert.kind()).isEqualTo(Kind.TAMPERED);
        assertThat(count("e1")).isEqualTo(new AlertCount(1, 1));
        assertThat(watch.acknowledge("e2", alert.id(), "tom")).isEmpty();
        assertThat(watch.acknowledge("e1", alert.id(), "tom")).isPresent();
        assertThat(watch.acknowledge("e1", alert.id(), "eve").orElseThrow().seenBy())
                .isEqualTo("tom");
        assertThat(count("e1")).isEqualTo(new AlertCount(1, 0));
        assertThat(find(AlertFilter.State.NEW)).isEmpty();
        assertThat(find(AlertFilter.State.OPEN)).hasSize(1);
        List<String> deeds =
                database.read(handle ->
                        handle.createQuery(
                                        "SELECT detail FROM audit WHERE what = 'acknowledge alert'")
                                .mapTo(String.class)
                                .list());
        assertThat(deeds).containsExactly("tampered");
    }

    @Test
    void everyKindHasANameInEveryLanguage() {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
            ResourceBundle texts =
                    ResourceBundle.getBundle("io.turnout.hub.web.messages", language);
            for (Kind kind : Kind.values()) {
                assertThat(texts.containsKey("alerts.kind." + kind.word()))
                        .as(kind.word())
                        .isEqualTo(AlertRule.knows(kind));
            }
        }
    }

    private AlertWatch watch() {
        return new AlertWatch(database, new Audit(() -> now), () -> now, told::add);
    }

    /** Minutes in which the unit is heard, and something is so. */
    private void minutes(int minutes, String so) {
        for (int i = 0; i < minutes * 4; i++) {
            database.change(handle ->
                    handle.execute(
                            "UPDATE unit SET status = 'ready', heard_ms = ?, "
                                    + so
                                    + " WHERE id = 'u1'",
                            now.toEpochMilli()));
            watch.look();
            now = now.plus(Duration.ofSeconds(15));
        }
    }

    private void silent(int minutes) {
        for (int i = 0; i < minutes * 4; i++) {
            watch.look();
            now = now.plus(Duration.ofSeconds(15));
        }
    }

    private void tampered() {
        byte[] alert = new MessageCodec().write(new Alert("tampered", NOON, 1, Optional.empty()));
        database.change(handle ->
                handle.execute(
                        "INSERT INTO unit_alert (unit, alert, message, received_ms)"
                                + " VALUES ('u1', 'tampered', ?, 0)",
                        new String(alert, StandardCharsets.UTF_8)));
    }

    private List<FleetAlert> all() {
        return watch.find("e1", ALL, 100);
    }

    private List<FleetAlert> find(AlertFilter.State state) {
        return watch.find("e1", new AlertFilter(state, Optional.empty(), ""), 100);
    }

    private FleetAlert only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private AlertCount count(String event) {
        return database.read(handle -> AlertCount.of(handle, event));
    }
}
