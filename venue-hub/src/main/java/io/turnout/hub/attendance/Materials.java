package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Corrections.Owned;
import io.turnout.hub.credit.CreditLine;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What attendance is folded from, with corrections applied, inside one transaction; and what it
 * would become with one more.
 */
public record Materials(Handle handle) {
    private static final int AT_ONCE = 500;

    /**
     * What one attendee's evidence comes to.
     *
     * @param earned one line for each presence
     */
    public record Reckoned(Attended attended, List<CreditLine> earned) {
        public Reckoned {
            earned = List.copyOf(earned);
        }
    }

    /** What each of some attendees is folded from. */
    Map<Long, Material> of(
            Collection<Long> attendees,
            Map<SessionId, Schedule> schedules,
            Optional<Correction> oneMore) {
        List<Correction> said = new ArrayList<>(new CorrectionStore(handle).about(attendees));
        oneMore.ifPresent(said::add);
        Corrections corrections = Corrections.of(said);
        List<Owned> moving = oneMore.map(this::named).orElse(List.of());
        Map<Long, Material> materials = new HashMap<>();
        new FoldStore(handle)
                .scans(attendees)
                .forEach((attendee, scans) -> {
                    scans.addAll(moving); // whose they are, the corrections say
                    materials.put(attendee, corrections.material(attendee, scans, schedules));
                });
        return materials;
    }

    private List<Owned> named(Correction correction) {
        FoldStore store = new FoldStore(handle);
        return correction.lines().stream()
                .flatMap(line -> line.scan().stream())
                .flatMap(scan -> store.named(scan).stream())
                .toList();
    }

    /**
     * What the attendance of some attendees is, or would be, and what it earns.
     *
     * @param oneMore a correction that is not made
     */
    public Map<Long, Reckoned> reckoned(Collection<Long> attendees, Optional<Correction> oneMore) {
        Map<Long, Reckoned> reckoned = new LinkedHashMap<>();
        List<Long> all = List.copyOf(attendees);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            reckoned.putAll(
                    portion(all.subList(from, Math.min(all.size(), from + AT_ONCE)), oneMore));
        }
        return reckoned;
    }

    private Map<Long, Reckoned> portion(List<Long> attendees, Optional<Correction> oneMore) {
        FoldStore store = new FoldStore(handle);
        Map<SessionId, Planned> plans = Plans.of(handle, attendees);
        Map<SessionId, Schedule> schedules = new HashMap<>();
        plans.forEach((session, plan) -> schedules.put(session, plan.schedule()));
        MeetingVisits meetings = MeetingVisits.of(handle, attendees);
        schedules.putAll(meetings.schedules());
        Earnings earnings = new Earnings(plans);
        Map<Long, FoldSettings> settings = store.settings(attendees);
        Map<Long, Material> materials = of(attendees, schedules, oneMore);
        Map<Long, Reckoned> reckoned = new LinkedHashMap<>();
        for (Long attendee : attendees) {
            Material material = Objects.requireNonNull(materials.get(attendee));
            FoldSettings its = settings.getOrDefault(attendee, FoldSettings.DEFAULT);
            Attended all = AttendanceFold.fold(material, schedules, its);
            Attended attended = meetings.without(attendee, all);
            reckoned.put(
                    attendee, new Reckoned(attended, earnings.of(attended, material.evidence())));
        }
        return reckoned;
    }
}
