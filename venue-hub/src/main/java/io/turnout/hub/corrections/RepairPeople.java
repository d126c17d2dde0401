package io.turnout.hub.corrections;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.protocol.badge.BadgeText;
import io.turnout.protocol.crypto.HmacFingerprinter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who was in a session whose reader was dead, inside one transaction. */
record RepairPeople(Handle handle, EventFacts event) {
    /** More is no list of people. */
    private static final int MOST = 100_000;

    /**
     * Those of a list.
     *
     * @param unknown what names nobody of the event, as it stands there
     */
    record Listed(Set<Long> people, List<String> unknown) {}

    Set<Long> registered(String session) {
        return new LinkedHashSet<>(
                handle.createQuery(
                                "SELECT attendee FROM registration WHERE session = ?"
                                        + " ORDER BY attendee")
                        .bind(0, session)
                        .mapTo(Long.class)
                        .list());
    }

    /** Those who were let in or out of the session's room between two times. */
    Set<Long> seen(String session, Instant from, Instant to) {
        return new LinkedHashSet<>(
                handle.createQuery(
                                """
                                SELECT DISTINCT b.attendee FROM session x
                                JOIN scan_when w ON w.room = x.room
                                JOIN scan s ON s.seq = w.seq
                                JOIN badge b ON b.event = s.event AND b.fingerprint = s.badge
                                WHERE x.id = :session AND w.at_ms >= :from AND w.at_ms <= :to
                                  AND s.outcome = 'admitted' AND s.event = x.event
                                ORDER BY b.attendee
                                """)
                        .bind("session", session)
                        .bind("from", from.toEpochMilli())
                        .bind("to", to.toEpochMilli())
                        .mapTo(Long.class)
                        .list());
    }

    /** Those who count as having come. */
    Set<Long> came(String session) {
        return new LinkedHashSet<>(
                handle.createQuery(
                                "SELECT attendee FROM presence WHERE session = ?"
                                        + " AND first_in_ms IS NOT NULL")
                        .bind(0, session)
                        .mapTo(Long.class)
                        .list());
    }

    /** By numbers of attendees or codes of badges: the first of each line, up to a comma. */
    Listed listed(String list) {
        Map<String, Long> numbers = ids("SELECT number, id FROM attendee WHERE event = ?");
        Map<String, Long> badges = ids("SELECT fingerprint, attendee FROM badge WHERE event = ?");
        HmacFingerprinter fingerprinter = event.fingerprinter();
        Set<Long> people = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        entries(list)
                .forEach(entry ->
                        Optional.ofNullable(numbers.get(entry))
                                .or(() ->
                                        BadgeText.read(entry)
                                                        instanceof BadgeText.Reading.Unreadable
                                                ? Optional.empty()
                                                : Optional.ofNullable(
                                                        badges.get(
                                                                fingerprinter
                                                                        .of(
                                                                                BadgeText.canonical(
                                                                                        entry))
                                                                        .toString())))
                                .ifPresentOrElse(people::add, () -> unknown.add(entry)));
        return new Listed(people, unknown);
    }

    static List<String> entries(String list) {
        return list.lines()
                .map(line -> line.replace("\uFEFF", "").split("[,;\t]", 2)[0])
                .map(cell -> cell.replace("\"", "").strip())
                .filter(cell -> !cell.isEmpty())
                .limit(MOST)
                .toList();
    }

    private Map<String, Long> ids(String sql) {
        Map<String, Long> ids = new HashMap<>();
        handle.createQuery(sql)
                .bind(0, event.id().value())
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(one -> ids.put(one.getKey(), one.getValue()));
        return ids;
    }
}
