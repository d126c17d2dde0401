package io.turnout.hub.fleet;

import io.turnout.hub.fleet.Delivered.Gap;
import io.turnout.hub.web.VenueText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How complete the scan log is: the one place that every page and every export asks.
 *
 * @param now the time of the report
 * @param units of an event, or of one room
 * @param unfolded scans that are in the log and not yet in what was made of it
 */
public record Completeness(Instant now, List<UnitView> units, long unfolded) {
    public Completeness {
        units = List.copyOf(units);
    }

    /** With everything made of the log that is in it. */
    public Completeness(Instant now, List<UnitView> units) {
        this(now, units, 0);
    }

    /** Of one room only. */
    public Completeness in(String roomId) {
        return new Completeness(
                now,
                units.stream().filter(unit -> unit.roomId().equals(roomId)).toList(),
                unfolded);
    }

    /**
     * Every scan made before is in the scan log; empty where that is not known of some unit. Units
     * that never spoke do not count.
     */
    public Optional<Instant> to() {
        List<Optional<Instant>> reaches =
                units.stream()
                        .filter(unit -> unit.spoke() && !isOver(unit))
                        .map(UnitView::completeTo)
                        .toList();
        if (reaches.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(
                reaches.stream()
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder())
                        .filter(now::isAfter)
                        .orElse(now));
    }

    /** Nothing will ever come of it, and nothing is missing. */
    private static boolean isOver(UnitView unit) {
        return unit.isRetired() && unit.complete();
    }

    /** As {@link #to}, 0 where that is not known or no unit ever spoke. */
    public long asOfMs() {
        boolean heard = units.stream().anyMatch(UnitView::spoke);
        return heard ? to().map(Instant::toEpochMilli).orElse(0L) : 0;
    }

    /** Units that are there and have delivered everything. */
    public List<UnitView> complete() {
        return units.stream().filter(UnitView::complete).toList();
    }

    /** Units that were heard once and are not there now. */
    public List<UnitView> silent() {
        return units.stream().filter(unit -> unit.silentMs() > 0).toList();
    }

    /** Since when the first of them is silent; 0 for none. */
    public long silentMs() {
        return silent().stream().mapToLong(UnitView::silentMs).min().orElse(0);
    }

    /** Units that have scans not delivered, as far as they have said, or that are lost. */
    public List<UnitView> lacking() {
        return units.stream().filter(unit -> unit.missing() + unit.lost() > 0).toList();
    }

    /** Scans that no unit has any more. */
    public long lost() {
        return units.stream().mapToLong(UnitView::lost).sum();
    }

    /** Everything missing between scans that arrived. */
    public List<Gap> gaps() {
        return units.stream().flatMap(unit -> unit.gaps().stream()).toList();
    }

    /** "3 of 3 units complete to 14:05." */
    public String sentence(VenueText text) {
        if (units.isEmpty()) {
            return text.words().get("complete.none");
        }
        List<UnitView> complete = complete();
        Optional<Instant> to = new Completeness(now, complete).to();
        return complete.isEmpty() || to.isEmpty()
                ? text.words().get("complete.no", units.size())
                : text.words()
                        .get(
                                "complete.units",
                                complete.size(),
                                units.size(),
                                text.moment(to.get().toEpochMilli()));
    }

    /** What keeps it from being complete: "1 is silent since 13:52". Empty for nothing. */
    public String trouble(VenueText text) {
        List<String> parts = new ArrayList<>();
        if (!silent().isEmpty()) {
            parts.add(
                    text.words().get("complete.silent", silent().size(), text.moment(silentMs())));
        }
        long unheard = units.stream().filter(UnitView::unheard).count();
        if (unheard > 0) {
            parts.add(text.words().get("complete.unheard", unheard));
        }
        long behind = units.stream().filter(UnitView::online).mapToLong(UnitView::missing).sum();
        if (behind > 0) {
            parts.add(text.words().get("complete.behind", behind));
        }
        if (lost() > 0) {
            parts.add(text.words().get("complete.lost", lost()));
        }
        if (unfolded > 0) {
            parts.add(text.words().get("complete.unfolded", unfolded));
        }
        return String.join(", ", parts);
    }
}
