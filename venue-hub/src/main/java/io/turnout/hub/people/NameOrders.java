package io.turnout.hub.people;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Everybody of an event in the order of names, kept in memory from one search to the next: 400 kB
 * for 100,000 attendees. A mark in the database, read in the transaction of the search, says
 * whether it still holds: whoever writes, no search goes by an older order. Thread-safe.
 */
final class NameOrders {
    /** A hub has few events at a time; with one more, all are read again. */
    private static final int MOST_EVENTS = 16;

    private static final int AT_ONCE = 2_000;

    private final Map<String, Order> kept = new ConcurrentHashMap<>();

    private static final class Order {
        private final long mark;
        private final int[] ids;

        Order(long mark, int[] ids) {
            this.mark = mark;
            this.ids = ids;
        }
    }

    /** Says that what people of an event are found or sorted by is not what it was. */
    static void changed(Handle handle, String event) {
        handle.execute(
                "INSERT INTO attendee_order (event, mark) VALUES (?, 1)"
                        + " ON CONFLICT (event) DO UPDATE SET mark = attendee_order.mark + 1",
                event);
    }

    /** How many there are. */
    int count(Handle handle, String event) {
        return order(handle, event).ids.length;
    }

    /** Their ids, the first by name first. */
    IntStream of(Handle handle, String event) {
        return IntStream.of(order(handle, event).ids);
    }

    private Order order(Handle handle, String event) {
        long mark =
                handle.createQuery("SELECT mark FROM attendee_order WHERE event = ?")
                        .bind(0, event)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L);
        Order known = kept.get(event);
        if (known != null && known.mark == mark) {
            return known;
        }
        Order order = new Order(mark, read(handle, event));
        if (kept.size() >= MOST_EVENTS) {
            kept.clear();
        }
        kept.merge(event, order, (one, other) -> one.mark > other.mark ? one : other);
        return order;
    }

    /** Plain JDBC: a hundred thousand numbers are all that is read. */
    private static int[] read(Handle handle, String event) {
        try (PreparedStatement statement =
                handle.getConnection()
                        .prepareStatement(
                                "SELECT id FROM attendee WHERE event = ?"
                                        + " ORDER BY sort_name, id")) {
            statement.setString(1, event);
            statement.setFetchSize(AT_ONCE);
            IntStream.Builder ids = IntStream.builder();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(Math.toIntExact(row.getLong(1)));
                }
            }
            return ids.build().toArray();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the order of names", e);
        }
    }
}
