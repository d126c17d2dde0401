package io.turnout.hub.attendance;

import io.turnout.hub.attendance.Attended.Anomaly.DoubleUse;
import io.turnout.hub.attendance.Presence.Interval;
import io.turnout.hub.credit.Credit;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.credit.ReasonText;
import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What the fold made, written in the place of what was there, inside one transaction.
 *
 * @param earned by attendee, one line for each presence
 */
record FoldResults(Handle handle, Map<Long, List<CreditLine>> earned) {
    private static final List<String> TABLES = List.of("presence", "visit", "double_use", "credit");

    /** To remove what there is. */
    FoldResults(Handle handle) {
        this(handle, Map.of());
    }

    /** Puts what some attendees' scans became in the place of what was there. */
    void replace(Map<Long, Attended> attended) {
        SessionFlows flows = new SessionFlows(handle);
        remove(attended.keySet(), flows);
        presences(attended);
        visits(attended);
        doubleUses(attended);
        credits();
        attended.values().stream()
                .flatMap(all -> all.presences().stream())
                .forEach(one -> one.intervals().forEach(visit -> flows.add(one.session(), visit)));
        flows.write();
    }

    /** Takes away what some attendees' scans became. */
    void remove(Collection<Long> attendees) {
        SessionFlows flows = new SessionFlows(handle);
        remove(attendees, flows);
        flows.write();
    }

    private void remove(Collection<Long> attendees, SessionFlows flows) {
        flows.takeAway(attendees);
        for (String table : TABLES) {
            handle.createUpdate("DELETE FROM " + table + " WHERE attendee IN (<attendees>)")
                    .bindList("attendees", List.copyOf(attendees))
                    .execute();
        }
    }

    /** Notes how long a presence was at least and at most, after it was put there. */
    void bound(long attendee, SessionId session, PresenceBounds bounds) {
        handle.execute(
                "UPDATE presence SET least_ms = ?, most_ms = ? WHERE attendee = ? AND session = ?",
                bounds.least().toMillis(),
                bounds.most().toMillis(),
                attendee,
                session.value());
    }

    private void presences(Map<Long, Attended> attended) {
        PreparedBatch insert =
                handle.prepareBatch(
                        """
                        INSERT INTO presence (attendee, session, inside, first_in_ms, last_out_ms,
                            present_ms, ins, outs, walk_in, derived_outs, ended_by, ended_ms,
                            counted_ms, counted_least_ms, counted_most_ms, granted, unsure, reasons)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """);
        attended.forEach((attendee, all) -> {
            Map<SessionId, CreditLine> lines = new HashMap<>();
            earned.getOrDefault(attendee, List.of())
                    .forEach(line -> lines.put(line.session(), line));
            for (Presence one : all.presences()) {
                bind(insert, Objects.requireNonNull(lines.get(one.session())));
                add(insert, attendee, one);
            }
        });
        executeIfAny(insert);
    }

    private static void bind(PreparedBatch insert, CreditLine line) {
        insert.bind(12, line.counted().toMillis())
                .bind(13, line.least().toMillis())
                .bind(14, line.most().toMillis())
                .bind(15, line.granted() ? 1 : 0)
                .bind(16, line.flagged() ? 1 : 0)
                .bind(17, ReasonText.write(line.reasons()));
    }

    private void credits() {
        PreparedBatch insert =
                handle.prepareBatch(
                        "INSERT INTO credit (attendee, session, place, field, credits)"
                                + " VALUES (?, ?, ?, ?, ?)");
        earned.forEach((attendee, lines) -> {
            for (CreditLine line : lines) {
                int place = 0;
                for (Credit credit : line.credits()) {
                    place++;
                    insert.bind(0, attendee)
                            .bind(1, line.session().value())
                            .bind(2, place)
                            .bind(3, credit.field())
                            .bind(4, credit.credits().toPlainString())
                            .add();
                }
            }
        });
        executeIfAny(insert);
    }

    private static void add(PreparedBatch insert, long attendee, Presence one) {
        List<Interval> last =
                one.intervals().isEmpty() ? List.of() : List.of(one.intervals().getLast());
        insert.bind(0, attendee)
                .bind(1, one.session().value())
                .bind(2, one.inside() ? 1 : 0)
                .bind(3, one.firstIn().map(Instant::toEpochMilli).orElse(null))
                .bind(4, one.lastOut().map(Instant::toEpochMilli).orElse(null))
                .bind(5, one.present().toMillis())
                .bind(6, one.ins())
                .bind(7, one.outs())
                .bind(8, one.walkIn() ? 1 : 0)
                .bind(9, one.derivedOuts())
                .bind(10, last.stream().map(i -> i.closedBy().key()).findFirst().orElse(""))
                .bind(11, last.stream().map(i -> i.end().toEpochMilli()).findFirst().orElse(null))
                .add();
    }

    private void visits(Map<Long, Attended> attended) {
        PreparedBatch insert =
                handle.prepareBatch(
                        """
                        INSERT INTO visit (attendee, session, place, in_ms, out_ms, ended_by, unit,
                            epoch, number, in_unit, in_epoch, in_number)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """);
        attended.forEach((attendee, all) -> {
            for (Presence one : all.presences()) {
                for (int place = 0; place < one.intervals().size(); place++) {
                    insert.bind(0, attendee).bind(1, one.session().value()).bind(2, place);
                    add(insert, one.intervals().get(place));
                }
            }
        });
        executeIfAny(insert);
    }

    private static void add(PreparedBatch insert, Interval interval) {
        insert.bind(3, interval.start().toEpochMilli())
                .bind(4, interval.end().toEpochMilli())
                .bind(5, interval.closedBy().key())
                .bind(6, interval.closing().map(ScanName::unit).orElse(null))
                .bind(7, interval.closing().map(ScanName::epoch).orElse(null))
                .bind(8, interval.closing().map(ScanName::number).orElse(null))
                .bind(9, interval.opening().unit())
                .bind(10, interval.opening().epoch())
                .bind(11, interval.opening().number())
                .add();
    }

    private void doubleUses(Map<Long, Attended> attended) {
        PreparedBatch insert =
                handle.prepareBatch(
                        """
                        INSERT INTO double_use (attendee, kind, unit, epoch, number, at_ms,
                            other_unit, other_epoch, other_number, other_at_ms)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """);
        attended.forEach((attendee, all) ->
                all.anomalies().stream()
                        .flatMap(anomaly ->
                                anomaly instanceof DoubleUse found
                                        ? Stream.of(found)
                                        : Stream.empty())
                        .forEach(found -> add(insert, attendee, found)));
        executeIfAny(insert);
    }

    private static void add(PreparedBatch insert, long attendee, DoubleUse found) {
        insert.bind(0, attendee).bind(1, found.kind().key());
        bind(insert, 2, found.counts());
        bind(insert, 6, found.other());
        insert.add();
    }

    private static void bind(PreparedBatch insert, int from, Evidence scan) {
        insert.bind(from, scan.name().unit())
                .bind(from + 1, scan.name().epoch())
                .bind(from + 2, scan.name().number())
                .bind(from + 3, scan.at().toEpochMilli());
    }

    private static void executeIfAny(PreparedBatch insert) {
        if (insert.size() > 0) {
            insert.execute();
        }
    }
}
