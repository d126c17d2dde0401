package io.turnout.hub.fleet;

import io.turnout.protocol.message.UnitHealth;
import io.turnout.protocol.message.UnitInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a unit's hardware is, as the page shows it; words of newer units are shown as they are. */
public record HealthRow(UnitView unit, UnitInfo info, UnitHealth health) {
    private static final Set<String> STATES =
            Set.of("ready", "starting", "broken", "closed", "none", "virtual");

    private static final Set<String> HELD_BACK =
            Set.of("under-voltage", "frequency-capped", "throttled", "soft-temperature-limit");

    private static final String BEFORE = "-before";

    /** A text's key, or where there is none the word itself. */
    public record Word(Optional<String> key, String word) {
        private static Word of(String before, String word, Set<String> known) {
            return new Word(
                    Optional.of(word).filter(known::contains).map(each -> before + each), word);
        }
    }

    /** Of those that say how it is. */
    public static List<HealthRow> of(List<UnitView> units) {
        return units.stream().flatMap(unit -> row(unit).stream()).toList();
    }

    private static Optional<HealthRow> row(UnitView unit) {
        return unit.info()
                .flatMap(info -> info.health().map(health -> new HealthRow(unit, info, health)));
    }

    public Word reader() {
        return Word.of("hardware.state.", info.reader(), STATES);
    }

    public Word lights() {
        return Word.of("hardware.state.", info.indicator(), STATES);
    }

    /** What slows it down now. */
    public List<Word> heldBack() {
        return words(false);
    }

    /** What slowed it down since it was switched on. */
    public List<Word> heldBackBefore() {
        return words(true);
    }

    private List<Word> words(boolean before) {
        return health.heldBack().orElse(List.of()).stream()
                .filter(word -> word.endsWith(BEFORE) == before)
                .map(word -> word.replace(BEFORE, ""))
                .map(word -> Word.of("hardware.held.", word, HELD_BACK))
                .toList();
    }

    public Optional<String> modeKey() {
        return health.mode()
                .map(set -> "field.place.mode." + set.mode().name().toLowerCase(Locale.ROOT));
    }

    /** Set by hand since the unit's start, so that it may differ from what is planned. */
    public boolean setByHand() {
        return health.mode().filter(set -> !set.by().equals("configuration")).isPresent();
    }

    /** When the mode was set, by the unit's clock. */
    public long modeSinceMs() {
        return health.mode().map(set -> set.since().toEpochMilli()).orElse(0L);
    }

    /** A figure with one decimal. */
    public static BigDecimal tenths(double figure) {
        return BigDecimal.valueOf(Math.round(figure * 10), 1);
    }
}
