package io.turnout.hub.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Many rows by one statement, by plain JDBC: lists have a hundred thousand rows. */
public final class Batches {
    private static final int AT_ONCE = 10_000;

    private Batches() {}

    /** The values of one row, in the statement's order; an empty {@link Optional} is no value. */
    public static List<Object> row(Object... values) {
        return List.of(values);
    }

    /**
     * Runs a statement for each row.
     *
     * @return how many rows of the database it touched
     */
    public static int run(Handle handle, String sql, Stream<List<Object>> rows) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            int touched = 0;
            int waiting = 0;
            for (Iterator<List<Object>> each = rows.iterator(); each.hasNext(); ) {
                bind(statement, each.next());
                waiting++;
                if (waiting == AT_ONCE || !each.hasNext()) {
                    touched += sum(statement.executeBatch());
                    waiting = 0;
                }
            }
            return touched;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write a list's rows", e);
        }
    }

    private static void bind(PreparedStatement statement, List<Object> row) throws SQLException {
        for (int i = 0; i < row.size(); i++) {
            statement.setObject(i + 1, value(row.get(i)));
        }
        statement.addBatch();
    }

    private static @Nullable Object value(Object value) {
        return value instanceof Optional<?> one ? one.orElse(null) : value;
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
