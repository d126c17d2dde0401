package io.turnout.hub.agenda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What importing an agenda would do, before it is done. */
public record AgendaPreview(AgendaFormat format, AgendaCounts counts, AgendaDiff diff) {
    /**
     * A session as a page lists it.
     *
     * @param kind {@code added}, {@code changed}, {@code moved}, {@code cancelled}, {@code missing}
     * @param fields by name, what differs; empty unless changed or moved
     */
    public record Line(
            String kind,
            String title,
            String room,
            Instant start,
            Instant end,
            String wasRoom,
            Instant wasStart,
            List<String> fields) {
        public Line {
            fields = List.copyOf(fields);
        }
    }

    /** Whatever is not as it is, cancelled and moved sessions first: people must be told. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Stream.concat(diff.moved().stream(), diff.changed().stream())
                .map(AgendaPreview::line)
                .forEach(lines::add);
        diff.gone().forEach(gone -> lines.add(line("missing", gone, gone, List.of())));
        diff.added().stream()
                .map(KnownSession::of)
                .forEach(one -> lines.add(line("added", one, one, List.of())));
        List<String> order = List.of("cancelled", "moved", "changed", "missing", "added");
        lines.sort(Comparator.comparingInt(line -> order.indexOf(line.kind())));
        return lines;
    }

    /** How many lines are of a kind. */
    public long count(String kind) {
        return lines().stream().filter(line -> line.kind().equals(kind)).count();
    }

    /** Differs where importing would do something else than was shown. */
    public String mark() {
        int mark = Objects.hash(lines(), counts.unchanged());
        return Integer.toHexString(mark);
    }

    private static Line line(SessionChange change) {
        KnownSession after = KnownSession.of(change.after());
        boolean cancelled = after.cancelled() && !change.before().cancelled();
        String kind = cancelled ? "cancelled" : change.moves() ? "moved" : "changed";
        List<String> fields =
                change.fields().stream()
                        .sorted()
                        .map(field -> field.name().toLowerCase(Locale.ROOT))
                        .toList();
        return line(kind, change.before(), after, fields);
    }

    private static Line line(
            String kind, KnownSession before, KnownSession after, List<String> fields) {
        return new Line(
                kind,
                after.title(),
                after.room(),
                after.start(),
                after.end(),
                before.room(),
                before.start(),
                fields);
    }
}
