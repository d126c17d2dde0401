package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.accesslist.ListFixture;
import io.turnout.gateway.alert.Alerts;
import io.turnout.gateway.clock.UnitClock;
import io.turnout.gateway.door.AskHub;
import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.ModeSet;
import io.turnout.gateway.door.Place;
import io.turnout.gateway.door.SetClock;
import io.turnout.gateway.indicator.Signal;
import io.turnout.gateway.indicator.VirtualIndicator;
import io.turnout.gateway.journal.Journal;
import io.turnout.gateway.reader.Reading;
import io.turnout.gateway.switches.Switches;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.message.Alert;
import io.turnout.protocol.message.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PressesTest {
    private final SetClock time = new SetClock(ListFixture.NOON);
    private final VirtualIndicator indicator = new VirtualIndicator(time);
    private final Alerts alerts = new Alerts(time);
    private final List<String> done = new ArrayList<>();

    @TempDir private Path folder;

    private Journal journal;
    private Door door;
    private Presses presses;
    private Switches.Hooks hooks;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(folder.resolve("journal"));
        UnitClock clock =
                new UnitClock(
                        time,
                        () -> time.millis() * 1_000_000,
                        "boot-1",
                        () -> true,
                        ListFixture.NOON.minus(Duration.ofDays(1)));
        door =
                Door.open(
                        new Door.Surroundings(
                                Optional::empty,
                                journal,
                                indicator,
                                clock,
                                () -> true,
                                AskHub.NOBODY,
                                _ -> {}),
                        Place.unassigned(ListFixture.UNIT),
                        Mode.AUTO);
        presses =
                new Presses(
                        door, indicator, () -> done.add("open"), alerts, () -> done.add("told"));
        hooks = presses.hooks();
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
    }

    @Test
    @DisplayName("U-2 each press of the mode button goes on, is shown, and is in every later scan")
    void theModeButtonWalksThroughTheModes() throws Exception {
        assertThat(door.mode().by()).isEqualTo(ModeSet.By.CONFIGURATION);
        door.present(new Reading("nothing", Side.IN));
        for (Signal shown : List.of(Signal.MODE_IN, Signal.MODE_OUT, Signal.MODE_AUTO)) {
            time.pass(Duration.ofMinutes(1));
            hooks.mode().run();
            assertThat(indicator.showing()).isEqualTo(shown);
            assertThat(door.mode().by()).isEqualTo(ModeSet.By.BUTTON);
            assertThat(door.mode().since()).isEqualTo(time.instant());
            door.present(new Reading("nothing", Side.IN));
        }
        assertThat(journal.read(1, 10))
                .extracting(Scan::mode)
                .containsExactly(Mode.AUTO, Mode.IN, Mode.OUT, Mode.AUTO);
        assertThat(done).containsExactly("told", "told", "told");
    }

    @Test
    @DisplayName("U-2 an open case is an alert until it is closed, and is counted")
    void anOpenCaseIsAnAlertUntilItIsClosed() {
        hooks.opened().is(false);
        assertThat(done).isEmpty();
        hooks.opened().is(true);
        assertThat(alerts.of(Alerts.Kind.TAMPERED)).map(Alert::count).contains(1L);
        hooks.opened().is(false);
        assertThat(alerts.all()).isEmpty();
        hooks.opened().is(true);
        assertThat(alerts.of(Alerts.Kind.TAMPERED)).map(Alert::count).contains(2L);
        assertThat(presses.openings()).isEqualTo(2);
        assertThat(done).containsExactly("told", "told", "told");
    }

    @Test
    void whoLetsThemselvesOutIsCountedAndIsNoScan() {
        hooks.exit().run();
        assertThat(done).containsExactly("open");
        assertThat(presses.exits()).isEqualTo(1);
        assertThat(journal.last()).isZero();
    }
}
