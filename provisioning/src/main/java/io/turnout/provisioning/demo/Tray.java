package io.turnout.provisioning.demo;

import io.turnout.protocol.badge.EventTag;
import io.turnout.protocol.badge.ShortCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Badges to try by hand at a unit's panel: a code, a space and a label, a line each. */
final class Tray {
    private static final int REGISTERED = 3;

    private final List<String> codes;
    private final List<String> lines = new ArrayList<>();

    /**
     * An empty tray.
     *
     * @param codes badge codes by person
     */
    Tray(List<String> codes) {
        this.codes = List.copyOf(codes);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** People who are registered for the session that is on, and one who is not. */
    Tray peopleFor(List<Integer> registered) {
        registered.stream()
                .limit(REGISTERED)
                .forEach(person -> add(codes.get(person), "Registered here"));
        Set<Integer> here = new TreeSet<>(registered);
        for (int person = 0; person < codes.size(); person++) {
            if (!here.contains(person)) {
                add(codes.get(person), "Not registered here");
                break;
            }
        }
        return this;
    }

    /** What doors must not let in: a revoked badge, a torn one, another event's, anything else. */
    Tray mischief(String revoked) {
        String badge = codes.getFirst();
        add(revoked, "Revoked");
        add(badge.substring(0, badge.length() - 4), "Torn");
        String other = badge.startsWith("777") ? "888" : "777";
        add(ShortCode.of(new EventTag(other), 12_345).text(), "Of another event");
        add("TICKET-4711", "Not a badge");
        return this;
    }

    private void add(String code, String label) {
        lines.add(code + " " + label);
    }
}
