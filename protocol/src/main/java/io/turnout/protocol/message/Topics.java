package io.turnout.protocol.message;

import io.turnout.protocol.access.Ids;
import java.util.Optional;

/**
 * Every topic, made in one place: {@code turnout/1/<site>/unit/<unit>/<kind>}.
 *
 * @param site the venue's name, an id
 */
public record Topics(String site) {
    /** The last level of a topic. */
    public enum Kind {
        /** Unit to hub, retained: {@link UnitState}. */
        STATE("state", true, true),
        /** Unit to hub, retained: {@link UnitInfo}. */
        INFO("info", true, true),
        /** Unit to hub: {@link ScanBatch}. */
        SCANS("scans", true, false),
        /** Hub to unit, retained: {@link Ack}. */
        ACK("ack", false, true),
        /** Hub to unit, retained: {@link ListNotice}. */
        LIST("list", false, true),
        /** Hub to unit, retained: {@link SignedChanges}. */
        CHANGES("changes", false, true),
        /** Unit to hub: {@link Ask}. */
        ASK("ask", true, false),
        /** Hub to unit: {@link Answer}. */
        ANSWER("answer", false, false),
        /** Hub to unit: {@link HubTime}. */
        TIME("time", false, false),
        /** Hub to unit, retained: {@link SeatNotice}. */
        SEATS("seats", false, true),
        /** Unit to hub, retained: {@link SeatsHeld}. */
        SEATS_HELD("seats-held", true, true),
        /** Hub to unit: {@link Command}. */
        COMMAND("command", false, false),
        /** Unit to hub: {@link CommandResult}. */
        RESULT("result", true, false),
        /** Unit to hub, retained, one topic for each {@link Alert#id()}: {@link Alert}. */
        ALERT("alert", true, true);

        private final String level;
        private final boolean fromUnit;
        private final boolean retained;

        Kind(String level, boolean fromUnit, boolean retained) {
            this.level = level;
            this.fromUnit = fromUnit;
            this.retained = retained;
        }

        public String level() {
            return level;
        }

        /** Whether the unit writes it; otherwise the hub does and the unit reads it. */
        public boolean fromUnit() {
            return fromUnit;
        }

        /** Whether the broker keeps the last one for whoever comes later. */
        public boolean retained() {
            return retained;
        }
    }

    /**
     * A topic taken apart.
     *
     * @param item what a kind with several topics is about, such as an alert's id; else empty
     */
    public record Address(UnitId unit, Kind kind, String item) {}

    public Topics {
        Ids.check("site", site);
    }

    /** The topic of one unit. */
    public String of(UnitId unit, Kind kind) {
        return prefix() + unit + "/" + kind.level();
    }

    /** The topic of one alert of one unit. */
    public String alert(UnitId unit, String id) {
        Ids.check("alert", id);
        return of(unit, Kind.ALERT) + "/" + id;
    }

    /** The filter for one kind of all units. */
    public String all(Kind kind) {
        return prefix() + "+/" + kind.level() + (kind == Kind.ALERT ? "/+" : "");
    }

    /** Takes a topic apart; empty where it is none of ours. */
    public Optional<Address> parse(String topic) {
        if (!topic.startsWith(prefix())) {
            return Optional.empty();
        }
        String rest = topic.substring(prefix().length());
        int slash = rest.indexOf('/');
        if (slash < 0 || !Ids.valid(rest.substring(0, slash))) {
            return Optional.empty();
        }
        UnitId unit = new UnitId(rest.substring(0, slash));
        String level = rest.substring(slash + 1);
        for (Kind kind : Kind.values()) {
            if (kind != Kind.ALERT && kind.level().equals(level)) {
                return Optional.of(new Address(unit, kind, ""));
            }
        }
        return alertAddress(unit, level);
    }

    private static Optional<Address> alertAddress(UnitId unit, String level) {
        String before = Kind.ALERT.level() + "/";
        String id = level.startsWith(before) ? level.substring(before.length()) : "";
        return Ids.valid(id) ? Optional.of(new Address(unit, Kind.ALERT, id)) : Optional.empty();
    }

    private String prefix() {
        return "turnout/1/" + site + "/unit/";
    }
}
