package io.turnout.hub.corrections;

import io.turnout.hub.attendance.Correction;
import io.turnout.hub.attendance.CorrectionStore;
import io.turnout.hub.attendance.Materials;
import io.turnout.hub.attendance.Materials.Reckoned;
import io.turnout.hub.attendance.Presence;
import io.turnout.hub.attendance.ScanName;
import io.turnout.hub.corrections.Preview.Change;
import io.turnout.hub.corrections.Preview.Place;
import io.turnout.hub.corrections.Preview.Side;
import io.turnout.hub.credit.CreditLine;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Finds what a correction would change, by the fold itself, inside one transaction. */
record Previews(Handle handle) {
    /** Of more, people who come and go meanwhile do not make it another correction. */
    private static final int FEW = 50;

    private static final int AT_ONCE = 500;

    private record Person(String number, String name) {}

    private record Session(String title, Instant start, Instant end) {}

    /** With the mark and whom it is for; what changes only where these are few. */
    Preview brief(String event, Wanted wanted) {
        Set<Long> whom = touched(event, wanted);
        return whom.size() > FEW
                ? new Preview(List.of(), whom.size(), mark(wanted, whom, List.of()))
                : of(event, wanted);
    }

    Preview of(String event, Wanted wanted) {
        Set<Long> whom = touched(event, wanted);
        Materials materials = new Materials(handle);
        Map<Long, Reckoned> before = materials.reckoned(whom, Optional.empty());
        Map<Long, Reckoned> after =
                materials.reckoned(whom, Optional.of(wanted.as(Correction.NOT_MADE_YET)));
        Map<Long, Person> people = people(whom);
        Map<String, Session> sessions = sessions(event);
        List<Change> changes = new ArrayList<>();
        whom.forEach(attendee -> {
            Map<String, Side> was = sides(Objects.requireNonNull(before.get(attendee)));
            Map<String, Side> is = sides(Objects.requireNonNull(after.get(attendee)));
            Set<String> all = new TreeSet<>(was.keySet());
            all.addAll(is.keySet());
            for (String session : all) {
                Side first = was.getOrDefault(session, Side.NOTHING);
                Side second = is.getOrDefault(session, Side.NOTHING);
                if (!first.told().equals(second.told())) {
                    Person who = people.getOrDefault(attendee, new Person("", ""));
                    changes.add(new Change(place(attendee, who, session, sessions), first, second));
                }
            }
        });
        changes.sort(
                Comparator.comparing((Change one) -> one.place().name())
                        .thenComparing(one -> one.place().number())
                        .thenComparing(one -> one.place().start()));
        return new Preview(changes, whom.size(), mark(wanted, whom, changes));
    }

    /** Whom it names, whose scans it names, and to whom these were moved before. */
    Set<Long> touched(String event, Wanted wanted) {
        Set<Long> whom = new TreeSet<>(wanted.attendees());
        for (Correction.Line line : wanted.lines()) {
            line.scan().ifPresent(scan -> whom.addAll(holders(event, scan)));
        }
        wanted.undoes().ifPresent(number -> whom.addAll(of(number)));
        return whom;
    }

    /** All of whom a correction, or what an undo is about, is made. */
    List<Long> of(long correction) {
        return new CorrectionStore(handle)
                .touched(about(correction), Long.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Whose lines it is about in the end. */
    long about(long correction) {
        return handle.createQuery("SELECT COALESCE(about, number) FROM correction WHERE number = ?")
                .bind(0, correction)
                .mapTo(Long.class)
                .findOne()
                .orElse(correction);
    }

    private List<Long> holders(String event, ScanName scan) {
        return handle.createQuery(
                        """
                        SELECT b.attendee FROM scan s
                        JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                        WHERE s.event = :event AND s.unit = :unit AND s.epoch = :epoch
                          AND s.number = :number
                        UNION
                        SELECT k.attendee FROM scan_corrected k
                        WHERE k.event = :event AND k.unit = :unit AND k.epoch = :epoch
                          AND k.number = :number AND k.attendee IS NOT NULL
                        """)
                .bind("event", event)
                .bind("unit", scan.unit())
                .bind("epoch", scan.epoch())
                .bind("number", scan.number())
                .mapTo(Long.class)
                .list();
    }

    private static Map<String, Side> sides(Reckoned reckoned) {
        Map<SessionId, CreditLine> earned = new HashMap<>();
        reckoned.earned().forEach(line -> earned.put(line.session(), line));
        Map<String, Side> sides = new HashMap<>();
        for (Presence one : reckoned.attended().presences()) {
            sides.put(
                    one.session().value(),
                    new Side(Optional.of(one), Optional.ofNullable(earned.get(one.session()))));
        }
        return sides;
    }

    private static Place place(
            long attendee, Person who, String session, Map<String, Session> sessions) {
        Session there =
                sessions.getOrDefault(session, new Session(session, Instant.MIN, Instant.MIN));
        return new Place(
                attendee,
                who.number(),
                who.name(),
                session,
                there.title(),
                there.start(),
                there.end());
    }

    private static String mark(Wanted wanted, Set<Long> whom, List<Change> changes) {
        StringBuilder text = new StringBuilder();
        text.append(wanted.kind()).append(wanted.lines()).append(wanted.undoes()).append(whom);
        if (whom.size() <= FEW) {
            for (Change change : changes) {
                text.append(change.place())
                        .append(change.before().told())
                        .append(change.after().told());
            }
        }
        return Preview.mark(text.toString());
    }

    private Map<Long, Person> people(Collection<Long> whom) {
        Map<Long, Person> people = new HashMap<>();
        List<Long> all = List.copyOf(whom);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            handle.createQuery(
                            "SELECT id, number, given_name, family_name FROM attendee"
                                    + " WHERE id IN (<ids>)")
                    .bindList("ids", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
                    .map((row, _) ->
                            Map.entry(
                                    row.getLong(1),
                                    new Person(
                                            row.getString(2),
                                            (row.getString(3) + " " + row.getString(4)).strip())))
                    .forEach(one -> people.put(one.getKey(), one.getValue()));
        }
        return people;
    }

    private Map<String, Session> sessions(String event) {
        Map<String, Session> sessions = new HashMap<>();
        handle.createQuery("SELECT id, title, start_ms, end_ms FROM session WHERE event = ?")
                .bind(0, event)
                .map((row, _) ->
                        Map.entry(
                                row.getString(1),
                                new Session(
                                        row.getString(2),
                                        Instant.ofEpochMilli(row.getLong(3)),
                                        Instant.ofEpochMilli(row.getLong(4)))))
                .forEach(one -> sessions.put(one.getKey(), one.getValue()));
        return sessions;
    }
}
