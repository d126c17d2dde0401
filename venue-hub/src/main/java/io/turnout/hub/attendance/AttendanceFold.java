package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Attended.Anomaly;
import io.turnout.hub.attendance.Attended.Anomaly.DoubleUse;
import io.turnout.hub.attendance.Presence.ClosedBy;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The set of an attendee's scans becomes presence. A function of the set: whatever the order and
 * however often it is computed, the result is the same. No clock: whether a session is over is for
 * the reader to say.
 */
public final class AttendanceFold {
    private final Map<SessionId, Schedule> schedules;
    private final FoldSettings settings;
    private final Map<SessionId, Stay> stays = new TreeMap<>();
    private final List<Anomaly> anomalies = new ArrayList<>();

    private AttendanceFold(Map<SessionId, Schedule> schedules, FoldSettings settings) {
        this.schedules = schedules;
        this.settings = settings;
    }

    /** Folds what was never corrected. */
    public static Attended fold(
            Collection<Evidence> evidence,
            Map<SessionId, Schedule> schedules,
            FoldSettings settings) {
        return fold(Material.of(evidence), schedules, settings);
    }

    /**
     * Folds.
     *
     * @param material all admitted scans of all badges of one attendee, in any order, as
     *     corrections leave them
     * @param schedules the sessions of the event
     */
    public static Attended fold(
            Material material, Map<SessionId, Schedule> schedules, FoldSettings settings) {
        AttendanceFold fold = new AttendanceFold(schedules, settings);
        material.fixed().forEach(fold::fix);
        material.evidence().stream().distinct().sorted().forEach(fold::apply);
        List<Presence> presences =
                fold.stays.values().stream()
                        .map(stay -> stay.presence(stay.schedule().own().orElse(settings)))
                        .toList();
        return new Attended(presences, fold.anomalies);
    }

    private void fix(SessionId session, Material.Fixed fixed) {
        Schedule schedule = schedules.get(session);
        if (schedule != null) { // of one that is gone its entries tell
            stays.put(session, new Stay(schedule, fixed));
        }
    }

    /** One scan may leave one session and enter the next: in that order. */
    private void apply(Evidence scan) {
        if (scan.leaves()) {
            leave(scan);
        }
        scan.entered().ifPresent(session -> enter(scan, session));
    }

    private void enter(Evidence scan, SessionId session) {
        Optional<Stay> stay = stay(scan, session);
        if (stay.isEmpty() || stay.get().isOverruled(scan)) {
            return;
        }
        if (isLateReport(scan, stay.get())) {
            stay.get().report(scan);
            return;
        }
        Optional<DoubleUse> doubled =
                scan.isSaid()
                        ? Optional.empty()
                        : inTwoRooms(scan, stay.get()).or(() -> stay.get().again(scan));
        if (doubled.isPresent()) {
            anomalies.add(doubled.get());
            stay.get().countEntry();
            return;
        }
        for (Stay other : stays.values()) {
            if (other != stay.get() && other.schedule().leftByEnteringElsewhere()) {
                other.closeIfOpen(scan, ClosedBy.ENTRY_ELSEWHERE);
            }
        }
        stay.get().enter(scan);
    }

    /** Who says afterwards that they were there is not there now, and leaves nothing by it. */
    private static boolean isLateReport(Evidence scan, Stay stay) {
        return !scan.takesSeat()
                && scan.name().correction().isEmpty()
                && scan.at().isAfter(stay.schedule().end());
    }

    /** Who is inside elsewhere, and was read there less than a walk ago, cannot be here. */
    private Optional<DoubleUse> inTwoRooms(Evidence scan, Stay here) {
        return stays.values().stream()
                .filter(Stay::isOpen)
                .filter(stay -> !stay.schedule().room().equals(here.schedule().room()))
                .flatMap(stay -> stay.lastEntry().stream())
                .filter(last -> !last.isSaid())
                .filter(last -> last.at().plus(settings.walking()).isAfter(scan.at()))
                .max(Comparator.naturalOrder())
                .map(last -> new DoubleUse(DoubleUse.Kind.TWO_ROOMS, last, scan));
    }

    private void leave(Evidence scan) {
        Optional<Stay> stay =
                scan.left().isPresent() ? stay(scan, scan.left().get()) : openInRoom(scan);
        if (stay.map(left -> left.isOverruled(scan)).orElse(isOfFixed(scan))) {
            return;
        }
        stay.ifPresent(Stay::countExit);
        boolean wasInside = stay.map(open -> open.closeIfOpen(scan, ClosedBy.EXIT)).orElse(false);
        if (!wasInside) {
            anomalies.add(new Anomaly.OutWithoutIn(scan.name(), scan.left()));
        }
    }

    /**
     * What an exit leaves that names no session: of what the attendee is inside of in that room,
     * what is not over yet, and of that what was entered last.
     */
    private Optional<Stay> openInRoom(Evidence scan) {
        return stays.values().stream()
                .filter(stay -> stay.isOpen() && stay.schedule().room().equals(scan.room()))
                .max(
                        Comparator.comparing(
                                        (Stay stay) -> scan.at().isBefore(stay.schedule().end()))
                                .thenComparing(Stay::openedAt)
                                .thenComparing(stay -> stay.schedule().id()));
    }

    /** Whether it may be the exit from what a correction has set: it says nothing more then. */
    private boolean isOfFixed(Evidence scan) {
        return scan.left().isEmpty()
                && stays.values().stream()
                        .anyMatch(stay ->
                                stay.schedule().room().equals(scan.room())
                                        && stay.isOverruled(scan));
    }

    private Optional<Stay> stay(Evidence scan, SessionId session) {
        Schedule schedule = schedules.get(session);
        if (schedule == null) {
            anomalies.add(new Anomaly.UnknownSession(scan.name(), session));
            return Optional.empty();
        }
        return Optional.of(stays.computeIfAbsent(session, id -> new Stay(schedule)));
    }
}
