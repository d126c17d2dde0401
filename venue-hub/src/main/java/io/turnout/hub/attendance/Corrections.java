package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Correction.Kind;
import io.turnout.hub.attendance.Correction.Line;
import io.turnout.hub.attendance.Material.Fixed;
import io.turnout.hub.attendance.Material.Span;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.TimeReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Applies corrections to evidence. A function of both sets: the order in which scans and
 * corrections came plays no part, only the corrections' own numbers do.
 */
public final class Corrections {
    private static final Comparator<Correction> BY_NUMBER =
            Comparator.comparingLong(Correction::number);

    private final Map<ScanName, Ruling> rulings = new HashMap<>();
    private final Map<Long, Map<Correction, List<Line>>> byAttendee = new HashMap<>();

    private Corrections(List<Correction> inForce) {
        for (Correction correction : inForce) { // the last one about a scan stays
            for (Line line : correction.lines()) {
                line.scan().ifPresent(scan -> rulings.put(scan, new Ruling(correction, line)));
                line.attendee().ifPresent(whose -> of(whose, correction).add(line));
            }
        }
    }

    /** In their order, which is the same whatever others the correction is about. */
    private List<Line> of(long attendee, Correction correction) {
        return byAttendee
                .computeIfAbsent(attendee, _ -> new TreeMap<>(BY_NUMBER))
                .computeIfAbsent(correction, _ -> new ArrayList<>());
    }

    /** What holds of a scan. */
    private record Ruling(Correction correction, Line line) {}

    /**
     * A scan with whose badge was read.
     *
     * @param attendee of the badge
     */
    public record Owned(long attendee, Evidence scan) {}

    /** Of all corrections, in any order, those that hold. */
    public static Corrections of(Collection<Correction> all) {
        Set<Long> undone = undone(all);
        return new Corrections(
                all.stream()
                        .distinct()
                        .filter(one -> one.kind() != Kind.UNDO && !undone.contains(one.number()))
                        .sorted(BY_NUMBER)
                        .toList());
    }

    /** The numbers of those that do not hold: an undo that holds names them. */
    public static Set<Long> undone(Collection<Correction> all) {
        Set<Long> undone = new HashSet<>();
        all.stream()
                .filter(one -> one.kind() == Kind.UNDO)
                .sorted(Comparator.comparingLong(Correction::number).reversed())
                .filter(undo -> !undone.contains(undo.number()))
                .forEach(undo -> undo.undoes().ifPresent(undone::add));
        return undone;
    }

    /**
     * What is left of an attendee's evidence, and what was added.
     *
     * @param scans all that may be of the attendee, of badges of others too
     */
    public Material material(
            long attendee, Collection<Owned> scans, Map<SessionId, Schedule> schedules) {
        List<Evidence> evidence = new ArrayList<>();
        scans.forEach(one -> ruled(one, attendee, schedules).ifPresent(evidence::add));
        Map<SessionId, Fixed> fixed = new HashMap<>();
        byAttendee
                .getOrDefault(attendee, Map.of())
                .forEach((correction, lines) -> {
                    switch (correction.kind()) {
                        case ADD -> evidence.addAll(added(correction, lines, schedules));
                        case SET -> fixed.putAll(fixed(correction, lines));
                        case ANNUL,
                                MOVE,
                                UNDO -> {} // the first two are ruled above, the last is no more
                    }
                });
        fixed.forEach((session, set) -> evidence.addAll(entries(session, set, schedules)));
        return new Material(evidence, fixed);
    }

    private Optional<Evidence> ruled(Owned one, long attendee, Map<SessionId, Schedule> schedules) {
        Optional<Ruling> ruling = Optional.ofNullable(rulings.get(one.scan().name()));
        if (ruling.filter(its -> its.correction().kind() == Kind.ANNUL).isPresent()) {
            return Optional.empty();
        }
        long whose = ruling.flatMap(its -> its.line().attendee()).orElse(one.attendee());
        if (whose != attendee) {
            return Optional.empty();
        }
        return Optional.of(ruling.map(its -> moved(one.scan(), its, schedules)).orElse(one.scan()));
    }

    /** An exit that goes with the entry to the next session stays where it was. */
    private static Evidence moved(
            Evidence scan, Ruling ruling, Map<SessionId, Schedule> schedules) {
        Optional<SessionId> to = ruling.line().session();
        boolean enters = scan.entered().isPresent();
        return new Evidence(
                scan.name(),
                scan.time(),
                to.map(session -> room(session, schedules)).orElse(scan.room()),
                enters ? to.or(scan::entered) : scan.entered(),
                scan.leaves(),
                scan.leaves() && !enters ? to.or(scan::left) : scan.left(),
                scan.walkIn(),
                scan.takesSeat(),
                scan.online(),
                ruling.correction().number());
    }

    private static List<Evidence> added(
            Correction correction, List<Line> lines, Map<SessionId, Schedule> schedules) {
        List<Evidence> added = new ArrayList<>();
        for (int place = 0; place < lines.size(); place++) {
            Line line = lines.get(place);
            SessionId session = line.session().orElseThrow();
            RoomId room = room(session, schedules);
            ScanName in = name(correction, line, place, 0);
            ScanName out = name(correction, line, place, 1);
            long number = correction.number();
            line.in().ifPresent(at -> added.add(said(number, in, at, room, session)));
            line.out().ifPresent(at -> added.add(said(number, out, at, room, session).asExit()));
        }
        return added;
    }

    private static Map<SessionId, Fixed> fixed(Correction correction, List<Line> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(line -> line.session().orElseThrow()))
                .entrySet()
                .stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, set -> times(correction, set.getValue())));
    }

    private static Fixed times(Correction correction, List<Line> lines) {
        List<Line> times =
                lines.stream()
                        .filter(line -> line.in().isPresent())
                        .sorted(Comparator.comparing(line -> line.in().orElseThrow()))
                        .toList();
        return new Fixed(
                correction.number(),
                IntStream.range(0, times.size())
                        .mapToObj(place -> span(correction, times.get(place), place))
                        .toList());
    }

    private static Span span(Correction correction, Line line, int place) {
        return new Span(
                name(correction, line, place, 0),
                line.in().orElseThrow(),
                name(correction, line, place, 1),
                line.out().orElseThrow());
    }

    /** Who was set to be inside here entered here, and so may have left elsewhere. */
    private static List<Evidence> entries(
            SessionId session, Fixed set, Map<SessionId, Schedule> schedules) {
        RoomId room = room(session, schedules);
        return set.spans().stream()
                .map(span -> said(set.correction(), span.opening(), span.start(), room, session))
                .toList();
    }

    private static Evidence said(
            long correction, ScanName name, Instant at, RoomId room, SessionId session) {
        return new Evidence(
                name,
                TimeReading.exact(at),
                room,
                Optional.of(session),
                false,
                Optional.empty(),
                false,
                false,
                true,
                correction);
    }

    private static ScanName name(Correction correction, Line line, int place, int side) {
        String whose = line.attendee().orElseThrow() + " " + line.session().orElseThrow().value();
        return new ScanName(ScanName.CORRECTION + correction.number(), whose, 2L * place + side);
    }

    /** A session that is gone has no room; nothing comes of what is said of it. */
    private static RoomId room(SessionId session, Map<SessionId, Schedule> schedules) {
        return Optional.ofNullable(schedules.get(session))
                .map(Schedule::room)
                .orElse(new RoomId(session.value()));
    }
}
