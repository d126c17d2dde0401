package io.turnout.hub.people;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Which attendees of an event a query finds, as a set of their ids: each condition is one reading,
 * and the conditions meet in memory. So no combination of common words takes longer than reading
 * them.
 *
 * @param ids empty for everybody of the event
 */
record FoundPeople(Optional<BitSet> ids) {
    private static final String GROUP =
            " FROM attendee_group g JOIN attendee a ON a.id = g.attendee"
                    + " WHERE g.name = :name AND a.event = :event";
    private static final String SESSION =
            " FROM registration r JOIN session s ON s.id = r.session"
                    + " WHERE r.session = :session AND s.event = :event";
    private static final String BADGE = " FROM badge WHERE event = :event AND state = :state";

    static FoundPeople of(Handle handle, String event, PeopleQuery query) {
        List<BitSet> conditions = new ArrayList<>();
        SearchBlocks words = new SearchBlocks(handle, event);
        SearchWords.wanted(query.words()).forEach(term -> conditions.add(words.find(term)));
        if (!query.group().isEmpty()) {
            conditions.add(
                    read(handle, GROUP, "a.id", Map.of("event", event, "name", query.group())));
        }
        if (!query.session().isEmpty()) {
            Map<String, String> values = Map.of("event", event, "session", query.session());
            conditions.add(read(handle, SESSION, "r.attendee", values));
        }
        if (!query.badge().isEmpty()) {
            conditions.add(badge(handle, event, query.badge()));
        }
        return new FoundPeople(
                conditions.stream()
                        .reduce((some, others) -> {
                            some.and(others);
                            return some;
                        }));
    }

    /** How many they are. */
    long count(IntSupplier everybody) {
        return ids.map(BitSet::cardinality).orElseGet(everybody::getAsInt);
    }

    /** Their ids in an order of all of the event, from an offset on. */
    List<Long> in(IntStream order, int offset, int most) {
        return ids.map(found -> order.filter(found::get))
                .orElse(order)
                .skip(offset)
                .limit(most)
                .asLongStream()
                .boxed()
                .toList();
    }

    private static BitSet badge(Handle handle, String event, String state) {
        if (!state.equals("none")) {
            return read(handle, BADGE, "attendee", Map.of("event", event, "state", state));
        }
        BitSet without =
                read(
                        handle,
                        " FROM attendee WHERE event = :event AND erased_ms IS NULL",
                        "id",
                        Map.of("event", event));
        without.andNot(badge(handle, event, "active"));
        return without;
    }

    /** All ids come as one text: a row for each would take ten times as long. */
    private static BitSet read(
            Handle handle, String from, String column, Map<String, String> values) {
        return parse(
                handle.createQuery(
                                "SELECT COALESCE(string_agg(CAST("
                                        + column
                                        + " AS TEXT), ','), '')"
                                        + from)
                        .bindMap(values)
                        .mapTo(String.class)
                        .one());
    }

    private static BitSet parse(String ids) {
        BitSet all = new BitSet();
        int id = 0;
        for (int i = 0; i < ids.length(); i++) {
            char next = ids.charAt(i);
            if (next == ',') {
                all.set(id);
                id = 0;
            } else {
                id = Math.addExact(Math.multiplyExact(id, 10), next - '0');
            }
        }
        if (!ids.isEmpty()) {
            all.set(id);
        }
        return all;
    }
}
