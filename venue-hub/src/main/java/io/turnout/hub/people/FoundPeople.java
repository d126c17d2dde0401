package io.turnout.hub.people;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which attendees of an event a query finds, as a set of their ids: each condition is one reading,
 * and the conditions meet in memory. So no combination of common words takes longer than reading
 * them.
 *
 * @param ids empty for everybody of the event
 */
record FoundPeople(Optional<BitSet> ids) {
    private static final int FEW = 2_000;
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
    long count(Handle handle, String event) {
        return ids.map(found -> (long) found.cardinality())
                .orElseGet(() ->
                        handle.createQuery("SELECT count(*) FROM attendee WHERE event = ?")
                                .bind(0, event)
                                .mapTo(Long.class)
                                .one());
    }

    /**
     * Their ids by name, from an offset on. Few are sorted; of many, the next ones stand close
     * together in the order of names.
     */
    List<Long> byName(Handle handle, String event, int offset, int most) {
        int all = ids.map(BitSet::cardinality).orElse(Integer.MAX_VALUE);
        if (all <= offset) {
            return List.of();
        }
        // Plain JDBC: each of these texts is another one, and Jdbi would keep what it made of them.
        try (PreparedStatement statement =
                handle.getConnection()
                        .prepareStatement(
                                "SELECT id FROM attendee WHERE "
                                        + (all <= FEW ? "id IN (" + listed() + ")" : "event = ?")
                                        + " ORDER BY sort_name, id")) {
            if (all > FEW) {
                statement.setString(1, event);
            }
            statement.setFetchSize(FEW);
            return page(statement.executeQuery(), offset, most);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read who was found", e);
        }
    }

    private String listed() {
        return ids.orElseThrow().stream()
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private List<Long> page(ResultSet row, int offset, int most) throws SQLException {
        List<Long> page = new ArrayList<>();
        int before = offset;
        while (page.size() < most && row.next()) {
            long id = row.getLong(1);
            boolean found = ids.isEmpty() || ids.get().get(Math.toIntExact(id));
            if (found && before == 0) {
                page.add(id);
            } else if (found) {
                before--;
            }
        }
        return page;
    }

    private static BitSet badge(Handle handle, String event, String state) {
        if (!state.equals("none")) {
            return read(handle, BADGE, "attendee", Map.of("event", event, "state", state));
        }
        BitSet without =
                read(handle, " FROM attendee WHERE event = :event", "id", Map.of("event", event));
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
