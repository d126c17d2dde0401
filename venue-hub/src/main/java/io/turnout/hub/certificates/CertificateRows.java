package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Certificates in the database. */
final class CertificateRows {
    private static final String ALL =
            """
            SELECT c.*, e.kind, e.successor, e.why, e.by_whom, e.at_ms FROM certificate c
            LEFT JOIN certificate_end e ON e.number = c.number
            """;

    private CertificateRows() {}

    static Optional<Certificate> find(Handle handle, CertificateNumber number) {
        return handle.createQuery(ALL + " WHERE c.number = ?")
                .bind(0, number.value())
                .map((row, _) -> certificate(row))
                .findOne();
    }

    /** All of an attendee, the latest first. */
    static List<Certificate> of(Handle handle, EventId event, long attendee) {
        return handle.createQuery(
                        ALL
                                + " WHERE c.event = ? AND c.attendee = ?"
                                + " ORDER BY (e.kind IS NULL) DESC, c.issued_ms DESC,"
                                + " (e.kind = 'revoked') DESC, c.number")
                .bind(0, event.value())
                .bind(1, attendee)
                .map((row, _) -> certificate(row))
                .list();
    }

    /** Those of an event, the latest first. */
    static List<Certificate> page(Handle handle, EventId event, int offset, int most) {
        return handle.createQuery(
                        ALL
                                + " WHERE c.event = ? ORDER BY c.issued_ms DESC, c.number DESC"
                                + " LIMIT ? OFFSET ?")
                .bind(0, event.value())
                .bind(1, most)
                .bind(2, offset)
                .map((row, _) -> certificate(row))
                .list();
    }

    static long count(Handle handle, EventId event) {
        return handle.createQuery("SELECT count(*) FROM certificate WHERE event = ?")
                .bind(0, event.value())
                .mapTo(Long.class)
                .one();
    }

    static void insert(Handle handle, Certificate made) {
        handle.execute(
                "INSERT INTO certificate (number, event, attendee, template, certified, issued_ms,"
                        + " issued_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
                made.number().value(),
                made.event().value(),
                made.attendee(),
                made.template(),
                made.certified().json(),
                made.issuedMs(),
                made.issuedBy());
    }

    /** Ends a certificate that is valid. */
    static void end(Handle handle, CertificateNumber number, Certificate.End end, String who) {
        Optional<CertificateNumber> successor =
                end instanceof Certificate.End.Replaced(CertificateNumber next, _)
                        ? Optional.of(next)
                        : Optional.empty();
        String why = end instanceof Certificate.End.Revoked(String said, _, _) ? said : "";
        handle.execute(
                "INSERT INTO certificate_end (number, kind, successor, why, by_whom, at_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                number.value(),
                Certificate.key(end),
                successor.map(CertificateNumber::value).orElse(null),
                why,
                who,
                end.atMs());
    }

    private static Certificate certificate(ResultSet row) throws SQLException {
        return new Certificate(
                new CertificateNumber(row.getString("number")),
                new EventId(row.getString("event")),
                row.getLong("attendee"),
                row.getLong("template"),
                Certified.of(row.getString("certified")),
                row.getLong("issued_ms"),
                row.getString("issued_by"),
                end(row));
    }

    private static Optional<Certificate.End> end(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        if (kind == null) {
            return Optional.empty();
        }
        long at = row.getLong("at_ms");
        return Optional.of(
                switch (kind) {
                    case "replaced" ->
                            new Certificate.End.Replaced(
                                    new CertificateNumber(row.getString("successor")), at);
                    case "revoked" ->
                            new Certificate.End.Revoked(
                                    row.getString("why"), row.getString("by_whom"), at);
                    case "erased" -> new Certificate.End.Erased(at);
                    default -> throw new IllegalStateException("a certificate ended by " + kind);
                });
    }
}
