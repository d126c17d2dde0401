package io.turnout.hub.reports;

import io.turnout.hub.credit.Credit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What was earned in an event, in sessions that are over. */
public final class CreditQueries {
    /** Attendees on a page. */
    static final int PAGE = 100;

    private static final String EARNED =
            " FROM credit c JOIN session s ON s.id = c.session"
                    + " WHERE s.event = :event AND s.end_ms <= :now";

    private CreditQueries() {}

    /**
     * A field of study.
     *
     * @param lines sessions of attendees that were credited in it
     */
    public record Field(String name, BigDecimal credits, long lines, long people) {}

    /** An attendee, with the sum of each field. */
    public record Person(
            long id, String number, String givenName, String familyName, List<Credit> credits) {
        /** {@code Ada L.} */
        public String name() {
            return Stay.shortName(givenName, familyName);
        }
    }

    /** Every field by its name; sums are exact, so they are made here. */
    static List<Field> fields(Handle handle, String event, Instant now) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        handle.createQuery(
                        "SELECT c.field, c.credits, COUNT(*) AS times"
                                + EARNED
                                + " GROUP BY c.field, c.credits ORDER BY c.field")
                .bind("event", event)
                .bind("now", now.toEpochMilli())
                .map((row, _) ->
                        new Credit(
                                row.getString("field"),
                                new BigDecimal(row.getString("credits"))
                                        .multiply(BigDecimal.valueOf(row.getLong("times")))))
                .forEach(one -> sums.merge(one.field(), one.credits(), BigDecimal::add));
        return handle.createQuery(
                        "SELECT c.field, COUNT(*) AS lines, COUNT(DISTINCT c.attendee) AS people"
                                + EARNED
                                + " GROUP BY c.field ORDER BY c.field")
                .bind("event", event)
                .bind("now", now.toEpochMilli())
                .map((row, _) ->
                        new Field(
                                row.getString("field"),
                                sums.getOrDefault(row.getString("field"), BigDecimal.ZERO),
                                row.getLong("lines"),
                                row.getLong("people")))
                .list();
    }

    /** How many attendees have credits. */
    static int people(Handle handle, String event, Instant now) {
        return handle.createQuery("SELECT COUNT(DISTINCT c.attendee)" + EARNED)
                .bind("event", event)
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .one();
    }

    /** One page of them by name, from 1. */
    static List<Person> people(Handle handle, String event, Instant now, int page) {
        List<Person> people =
                handle.createQuery(
                                "SELECT id, number, given_name, family_name FROM attendee"
                                        + " WHERE id IN (SELECT c.attendee"
                                        + EARNED
                                        + ") ORDER BY family_name, given_name, number"
                                        + " LIMIT :most OFFSET :skip")
                        .bind("event", event)
                        .bind("now", now.toEpochMilli())
                        .bind("most", PAGE)
                        .bind("skip", (page - 1) * PAGE)
                        .map((row, _) ->
                                new Person(
                                        row.getLong("id"),
                                        row.getString("number"),
                                        row.getString("given_name"),
                                        row.getString("family_name"),
                                        List.of()))
                        .list();
        Map<Long, List<Credit>> credits = credits(handle, event, now, people);
        return people.stream()
                .map(one ->
                        new Person(
                                one.id(),
                                one.number(),
                                one.givenName(),
                                one.familyName(),
                                Credit.totals(credits.getOrDefault(one.id(), List.of()))))
                .toList();
    }

    private static Map<Long, List<Credit>> credits(
            Handle handle, String event, Instant now, List<Person> people) {
        Map<Long, List<Credit>> credits = new LinkedHashMap<>();
        if (people.isEmpty()) {
            return credits;
        }
        handle.createQuery(
                        "SELECT c.attendee, c.field, c.credits"
                                + EARNED
                                + " AND c.attendee IN (<some>)")
                .bind("event", event)
                .bind("now", now.toEpochMilli())
                .bindList("some", people.stream().map(Person::id).toList())
                .map((row, _) -> Map.entry(row.getLong("attendee"), Credit.of(row)))
                .forEach(one ->
                        credits.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                                .add(one.getValue()));
        return credits;
    }
}
