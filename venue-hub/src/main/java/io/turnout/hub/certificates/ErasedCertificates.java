package io.turnout.hub.certificates;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes the names from certificates. Their sums and what decided them stay, and whoever has the
 * number is told truly that it was issued, and that nobody can tell any more to whom.
 */
public final class ErasedCertificates {
    private ErasedCertificates() {}

    private record Row(String number, Certified certified) {}

    /**
     * Erases the names in all certificates of some attendees.
     *
     * @param who for those that were valid until then
     */
    public static void erase(Handle handle, Collection<Long> attendees, String who, long nowMs) {
        List<Long> ids = List.copyOf(attendees);
        List<Row> rows =
                handle.createQuery(
                                "SELECT number, certified FROM certificate"
                                        + " WHERE event IN (SELECT event FROM attendee"
                                        + " WHERE id IN (<ids>)) AND attendee IN (<ids>)")
                        .bindList("ids", ids)
                        .map((row, _) -> new Row(row.getString(1), Certified.of(row.getString(2))))
                        .list();
        for (Row row : rows) {
            handle.execute(
                    "UPDATE certificate SET certified = ? WHERE number = ?",
                    row.certified().nameless().json(),
                    row.number());
            handle.execute("UPDATE certificate_end SET why = '' WHERE number = ?", row.number());
            handle.execute(
                    "INSERT INTO certificate_end (number, kind, why, by_whom, at_ms)"
                            + " SELECT ?, 'erased', '', ?, ? WHERE NOT EXISTS"
                            + " (SELECT 1 FROM certificate_end WHERE number = ?)",
                    row.number(),
                    who,
                    nowMs,
                    row.number());
        }
    }
}
