package io.turnout.hub.agenda;

import io.turnout.hub.web.ListQuery;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One page of the list of sessions to manage.
 *
 * @param rows those of the page
 * @param matching how many match the filters
 * @param overlapping ids of those that share their room with another one
 */
public record ManagedSessions(
        ListQuery query,
        List<SessionDraft> rows,
        int matching,
        int all,
        List<LocalDate> days,
        List<String> tracks,
        List<String> overlapping) {
    /** Where a session is in time, as addresses have it. */
    public static final List<String> STATES = List.of("now", "coming", "over", "cancelled");

    /** The fields of the list's filter bar. */
    static final String[] FILTERS = {"q", "day", "room", "track", "state"};

    public ManagedSessions {
        rows = List.copyOf(rows);
        days = List.copyOf(days);
        tracks = List.copyOf(tracks);
        overlapping = List.copyOf(overlapping);
    }

    static ManagedSessions of(
            Collection<SessionDraft> all, Map<String, String> rooms, ListQuery query, Instant now) {
        List<SessionDraft> matching = matching(all, rooms, query, now);
        List<SessionDraft> rows =
                matching.stream().skip(query.offset()).limit(ListQuery.ROWS).toList();
        return new ManagedSessions(
                query,
                rows,
                matching.size(),
                all.size(),
                all.stream().map(SessionDraft::day).distinct().sorted().toList(),
                all.stream()
                        .map(SessionDraft::track)
                        .filter(track -> !track.isEmpty())
                        .distinct()
                        .sorted()
                        .toList(),
                rows.stream()
                        .filter(row ->
                                all.stream().anyMatch(one -> SessionWarnings.overlap(row, one)))
                        .map(row -> row.id().orElseThrow().value())
                        .toList());
    }

    /** Those that the filters let through. */
    static List<SessionDraft> matching(
            Collection<SessionDraft> all, Map<String, String> rooms, ListQuery query, Instant now) {
        return all.stream().filter(session -> wanted(session, rooms, query, now)).toList();
    }

    /** Its doors are open from some minutes before its start until some after its end. */
    public static String state(SessionDraft session, Instant now) {
        if (session.door().cancelled()) {
            return "cancelled";
        } else if (!session.end().isAfter(now)) {
            return "over";
        }
        Instant opens = session.start().minusSeconds(session.door().earlyMinutes() * 60L);
        return opens.isAfter(now) ? "coming" : "now";
    }

    private static boolean wanted(
            SessionDraft session, Map<String, String> rooms, ListQuery query, Instant now) {
        String text =
                String.join(
                        " ",
                        session.title(),
                        session.code(),
                        session.id().orElseThrow().value(),
                        session.track(),
                        rooms.getOrDefault(session.room().value(), ""),
                        String.join(" ", session.presenters()));
        return same(query.filter("day"), session.day().toString())
                && same(query.filter("room"), session.room().value())
                && same(query.filter("track"), session.track())
                && same(query.filter("state"), state(session, now))
                && plain(text).contains(plain(query.filter("q")));
    }

    private static boolean same(String filter, String value) {
        return filter.isEmpty() || filter.equals(value);
    }

    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }
}
