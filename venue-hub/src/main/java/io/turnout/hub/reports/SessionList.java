package io.turnout.hub.reports;

import io.turnout.hub.reports.SessionFilter.State;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One page of the list of sessions.
 *
 * @param rows those of the page
 * @param matching how many match the filter
 * @param all how many the event has
 * @param day the day shown; empty for all days
 */
public record SessionList(
        SessionFilter filter,
        List<Row> rows,
        int matching,
        int all,
        Optional<LocalDate> day,
        List<LocalDate> days,
        List<Room> rooms) {
    /** Rows on a page. */
    public static final int PAGE = 100;

    public SessionList {
        rows = List.copyOf(rows);
        days = List.copyOf(days);
        rooms = List.copyOf(rooms);
    }

    /** A room to choose. */
    public record Room(String id, String name) {}

    /** A session with its people, counted. */
    public record Row(Session session, long inside, long came, long registered) {}

    /**
     * A session of the agenda.
     *
     * @param seats its own or its room's; empty for no limit
     */
    public record Session(
            String id,
            String roomId,
            String room,
            LocalDate day,
            String title,
            String track,
            long startMs,
            long endMs,
            int earlyMinutes,
            boolean registeredOnly,
            Optional<Long> seats,
            boolean cancelled) {
        /** Where it is in time. It is on from the moment that its doors open. */
        public State state(long nowMs) {
            if (cancelled) {
                return State.CANCELLED;
            } else if (endMs <= nowMs) {
                return State.OVER;
            }
            return opensMs() <= nowMs ? State.NOW : State.COMING;
        }

        /** When its doors open. */
        public long opensMs() {
            return startMs - earlyMinutes * 60_000L;
        }
    }

    /** The number of the last page. */
    public int pages() {
        return Math.max(1, (matching + PAGE - 1) / PAGE);
    }
}
