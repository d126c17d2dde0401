package io.turnout.gateway;

import io.turnout.gateway.door.Door;
import io.turnout.gateway.door.ModeSet;
import io.turnout.gateway.health.Machine;
import io.turnout.gateway.health.Rates;
import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderHealth;
import io.turnout.gateway.reader.Work;
import io.turnout.protocol.message.UnitHealth;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes what the unit says of its hardware. */
final class HealthReport {
    private final Machine machine;
    private final Optional<Reader> reader;
    private final Rates rates;

    HealthReport(Path data, Optional<Reader> reader, InstantSource steady) {
        this.machine = new Machine(Path.of("/sys"), data);
        this.reader = reader;
        this.rates = new Rates(steady);
    }

    UnitHealth now(Door door, Presses presses) {
        Optional<Rates.PerSecond> speed = reader.flatMap(Reader::work).flatMap(rates::of);
        ModeSet mode = door.mode();
        return new UnitHealth(
                Optional.of(
                        new UnitHealth.ModeSet(
                                mode.mode(),
                                mode.by().name().toLowerCase(Locale.ROOT),
                                mode.since())),
                reader.flatMap(HealthReport::fault),
                speed.map(Rates.PerSecond::frames),
                speed.map(Rates.PerSecond::reads),
                machine.celsius(),
                machine.heldBack(),
                machine.freeMegabytes(),
                Optional.of(presses.exits()),
                Optional.of(presses.openings()));
    }

    /** How often the reader's loop came round; empty where it has none. */
    OptionalLong turns() {
        return reader.flatMap(Reader::work).stream().mapToLong(Work::turns).findFirst();
    }

    private static Optional<String> fault(Reader reader) {
        return switch (reader.health()) {
            case ReaderHealth.Broken broken -> Optional.of(cut(broken.what()));
            case ReaderHealth.Ready _, ReaderHealth.Starting _, ReaderHealth.Closed _ ->
                    Optional.empty();
        };
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), UnitHealth.MAX_FAULT));
    }
}
