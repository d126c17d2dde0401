package io.turnout.hub.fleet;

import io.turnout.hub.web.VenueText;
import java.util.ArrayList;
import java.util.List;

/**
 * How complete the scan log is.
 *
 * @param complete units that are there and have delivered everything
 * @param toMs up to when, for those; 0 where there are none
 * @param silent units that were heard once and are not there now
 * @param silentMs since when the first of them is silent
 * @param unheard units that never spoke
 * @param behind scans that are known of and not in the log, of units that are there
 */
public record Completeness(
        int units, int complete, long toMs, int silent, long silentMs, int unheard, long behind) {
    /** What the state of all units of an event, or of one room, adds up to. */
    public static Completeness of(List<UnitView> units) {
        List<UnitView> complete = units.stream().filter(UnitView::complete).toList();
        List<UnitView> silent = in(units, UnitView.Condition.OFFLINE);
        return new Completeness(
                units.size(),
                complete.size(),
                complete.stream().mapToLong(UnitView::heardMs).min().orElse(0),
                silent.size(),
                silent.stream().mapToLong(UnitView::heardMs).min().orElse(0),
                in(units, UnitView.Condition.NEVER_SEEN).size(),
                units.stream().filter(UnitView::online).mapToLong(UnitView::missing).sum());
    }

    /** "3 of 3 units complete to 14:05." */
    public String sentence(VenueText text) {
        if (units == 0) {
            return text.words().get("complete.none");
        }
        return complete == 0
                ? text.words().get("complete.no", units)
                : text.words().get("complete.units", complete, units, text.moment(toMs));
    }

    /** What keeps it from being complete: "1 is silent since 13:52". Empty for nothing. */
    public String trouble(VenueText text) {
        List<String> parts = new ArrayList<>();
        if (silent > 0) {
            parts.add(text.words().get("complete.silent", silent, text.moment(silentMs)));
        }
        if (unheard > 0) {
            parts.add(text.words().get("complete.unheard", unheard));
        }
        if (behind > 0) {
            parts.add(text.words().get("complete.behind", behind));
        }
        return String.join(", ", parts);
    }

    private static List<UnitView> in(List<UnitView> units, UnitView.Condition condition) {
        return units.stream().filter(unit -> unit.condition() == condition).toList();
    }
}
