package io.turnout.hub.identity;

import io.turnout.hub.store.Database;
import io.turnout.hub.web.ListQuery;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Who changed what, to be read. */
public final class AuditQueries {
    private static final String WHERE =
            """
             FROM audit
            WHERE (:who = '' OR who = :who) AND (:what = '' OR what = :what)
              AND (:q = '' OR lower(subject) LIKE :like ESCAPE '!'
                   OR lower(detail) LIKE :like ESCAPE '!')
            """;

    private final Database database;

    public AuditQueries(Database database) {
        this.database = database;
    }

    /** A page of rows, how many there are of the filter, and what can be chosen. */
    public record Shown(
            List<Audit.Entry> rows, long matching, List<String> users, List<String> deeds) {
        public Shown {
            rows = List.copyOf(rows);
            users = List.copyOf(users);
            deeds = List.copyOf(deeds);
        }
    }

    /** The latest rows first. */
    public Shown read(ListQuery query) {
        return database.read(handle ->
                new Shown(
                        filtered(handle, "SELECT *", query, " ORDER BY seq DESC LIMIT :n OFFSET :o")
                                .bind("n", ListQuery.ROWS)
                                .bind("o", query.offset())
                                .map((row, _) -> Audit.entry(row))
                                .list(),
                        filtered(handle, "SELECT count(*)", query, "").mapTo(Long.class).one(),
                        names(handle, "who"),
                        names(handle, "what")));
    }

    /** All rows of a filter, the oldest first, one after the other. */
    public void each(ListQuery query, Consumer<Audit.Entry> row) {
        database.read(handle -> {
            filtered(handle, "SELECT *", query, " ORDER BY seq")
                    .map((result, _) -> Audit.entry(result))
                    .forEach(row);
            return true;
        });
    }

    private static Query filtered(Handle handle, String select, ListQuery query, String end) {
        String words = query.filter("q").toLowerCase(Locale.ROOT);
        String like = words.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return handle.createQuery(select + WHERE + end)
                .bind("who", query.filter("who"))
                .bind("what", query.filter("what"))
                .bind("q", words)
                .bind("like", "%" + like + "%");
    }

    private static List<String> names(Handle handle, String column) {
        return handle.createQuery("SELECT DISTINCT " + column + " FROM audit ORDER BY 1")
                .mapTo(String.class)
                .list();
    }
}
