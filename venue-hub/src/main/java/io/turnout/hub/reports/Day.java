package io.turnout.hub.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One day of an event: how many came and went, and how full each room was when.
 *
 * @param fromMs when the first doors open, at a full half hour before
 * @param toMs half an hour after the last session's end, at a full half hour: people leave late
 * @param nowMs the time of the page; nothing is known of what comes after it
 * @param steps quarters of an hour that have begun
 * @param rows rooms with a session, in their order
 */
public record Day(long fromMs, long toMs, long nowMs, List<Step> steps, List<Row> rows) {
    /** The length of a step of the flow. */
    static final long STEP_MS = Duration.ofMinutes(15).toMillis();

    /** The length of a cell of a room. */
    static final long CELL_MS = Duration.ofMinutes(30).toMillis();

    private static final int SHADES = 5;
    private static final long MOVES_MS = Duration.ofMinutes(5).toMillis();

    public Day {
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
    }

    /** A room. */
    public record Room(String id, String name, int place) {}

    /** How many came in and went out within five minutes. */
    public record Move(long atMs, int ins, int outs) {}

    /**
     * A session.
     *
     * @param seats empty for no limit
     * @param moves in order
     */
    public record Talk(
            String id,
            String title,
            Room room,
            Optional<Long> seats,
            long opensMs,
            long startMs,
            long endMs,
            List<Move> moves) {
        public Talk {
            moves = List.copyOf(moves);
        }

        Talk with(List<Move> its) {
            return new Talk(id, title, room, seats, opensMs, startMs, endMs, its);
        }

        /** How many are inside at the end of these five minutes; nobody once it is over. */
        int insideAt(long ms) {
            if (ms >= endMs) {
                return 0;
            }
            return moves.stream()
                    .filter(move -> move.atMs() <= ms)
                    .mapToInt(move -> move.ins() - move.outs())
                    .sum();
        }
    }

    /**
     * A quarter of an hour.
     *
     * @param inside in all rooms, at its end or now
     */
    public record Step(long fromMs, int ins, int outs, int inside) {}

    /** A room's half hours. */
    public record Row(Room room, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Half an hour of a room.
     *
     * @param talks what was on, by its titles; empty for nothing
     * @param inside the most that were inside at once, by five minutes; empty for what has not
     *     begun
     * @param seats of what was on; empty for no limit
     */
    public record Cell(
            long fromMs, List<String> talks, Optional<Integer> inside, Optional<Long> seats) {
        public Cell {
            talks = List.copyOf(talks);
        }

        /** Whether nobody more could come in at some time. */
        public boolean isFull() {
            return seats.isPresent() && inside.filter(most -> most >= seats.get()).isPresent();
        }
    }

    static Day of(List<Talk> talks, long nowMs) {
        long from = talks.stream().mapToLong(Talk::opensMs).min().orElse(0);
        long to = talks.stream().mapToLong(Talk::endMs).max().orElse(0);
        long begin = Math.floorDiv(from, CELL_MS) * CELL_MS;
        long end = Math.ceilDiv(to, CELL_MS) * CELL_MS;
        Map<Room, List<Talk>> rooms =
                new TreeMap<>(Comparator.comparingInt(Room::place).thenComparing(Room::id));
        talks.forEach(talk -> rooms.computeIfAbsent(talk.room(), _ -> new ArrayList<>()).add(talk));
        List<Row> rows = new ArrayList<>();
        rooms.forEach((room, its) -> rows.add(new Row(room, cells(its, begin, end, nowMs))));
        long left = end + CELL_MS;
        return new Day(begin, left, nowMs, steps(talks, begin, left, nowMs), rows);
    }

    /** The most that came in or went out within a step. */
    public int mostMoved() {
        return steps.stream().mapToInt(step -> Math.max(step.ins(), step.outs())).max().orElse(0);
    }

    /** The most that were inside at the end of a step. */
    public int peak() {
        return steps.stream().mapToInt(Step::inside).max().orElse(0);
    }

    /** The fullest half hour of any room. */
    public int fullest() {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .mapToInt(cell -> cell.inside().orElse(0))
                .max()
                .orElse(0);
    }

    /** How dark a half hour is drawn: {@code h0} for nobody to {@code h5} for the fullest. */
    public String shade(Cell cell) {
        int inside = cell.inside().orElse(0);
        return "h" + (inside == 0 ? 0 : Math.ceilDiv(SHADES * inside, Math.max(1, fullest())));
    }

    private static List<Step> steps(List<Talk> talks, long from, long to, long now) {
        List<Step> steps = new ArrayList<>();
        for (long at = from; at < Math.min(to, now); at += STEP_MS) {
            int ins = 0;
            int outs = 0;
            int inside = 0;
            boolean first = at == from;
            for (Talk talk : talks) {
                for (Move move : talk.moves()) {
                    boolean before = first && move.atMs() < from;
                    if (before || (move.atMs() >= at && move.atMs() < at + STEP_MS)) {
                        ins += move.ins();
                        outs += move.outs();
                    }
                }
                inside += talk.insideAt(Math.min(at + STEP_MS, now) - 1);
            }
            steps.add(new Step(at, ins, outs, inside));
        }
        return steps;
    }

    private static List<Cell> cells(List<Talk> talks, long from, long to, long now) {
        List<Cell> cells = new ArrayList<>();
        for (long at = from; at < to; at += CELL_MS) {
            long cell = at;
            List<Talk> on =
                    talks.stream()
                            .filter(talk -> talk.opensMs() < cell + CELL_MS && talk.endMs() > cell)
                            .toList();
            cells.add(
                    new Cell(
                            at,
                            on.stream().map(Talk::title).toList(),
                            on.isEmpty() || at >= now
                                    ? Optional.empty()
                                    : Optional.of(most(on, at)),
                            on.stream()
                                    .map(Talk::seats)
                                    .flatMap(Optional::stream)
                                    .max(Long::compare)));
        }
        return cells;
    }

    private static int most(List<Talk> on, long from) {
        int most = 0;
        for (long at = from; at < from + CELL_MS; at += MOVES_MS) {
            long five = at;
            most = Math.max(most, on.stream().mapToInt(talk -> talk.insideAt(five)).sum());
        }
        return most;
    }
}
