package io.turnout.hub.attendance;

import io.turnout.protocol.access.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What staff said of the evidence. The evidence stays as it is.
 *
 * @param number its name, and its place: what was made later wins. 0 is an attendant's own word
 *     that a scan was a mistake, which every correction outdoes
 * @param lines none of an undo
 * @param undoes what an undo takes back, made before it
 */
public record Correction(long number, Kind kind, List<Line> lines, Optional<Long> undoes) {
    /** Stands for one that was not made yet: it comes after all that were. */
    public static final long NOT_MADE_YET = Long.MAX_VALUE;

    public Correction {
        lines = List.copyOf(lines);
        boolean undo = kind == Kind.UNDO;
        if (undo != undoes.isPresent() || undo != lines.isEmpty()) {
            throw new IllegalArgumentException("an undo names a correction; others have lines");
        }
        if (undoes.filter(taken -> taken >= number).isPresent()) {
            throw new IllegalArgumentException("only what was made before is taken back");
        }
        lines.forEach(line -> line.check(kind));
    }

    /** One that says something of the evidence. */
    public Correction(long number, Kind kind, List<Line> lines) {
        this(number, kind, lines, Optional.empty());
    }

    /** What a correction does. */
    public enum Kind {
        /** Somebody came, or left, or both, and nothing read it. */
        ADD,
        /** A scan counts for nothing. */
        ANNUL,
        /** A scan is of another session, or of another attendee. */
        MOVE,
        /** An attendee was inside a session at exactly these times, whatever the evidence says. */
        SET,
        /** A correction, or an undo, does not hold. */
        UNDO;

        /** As it is stored and sent. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a table holds. */
        static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * One thing that it says.
     *
     * @param attendee whose, of add and set; to whom, of a move to another attendee
     * @param session where, of add and set; to where, of a move to another session
     * @param in when somebody came
     * @param out when somebody left; of set both times or, for never, none
     * @param scan which, of annul and move
     */
    public record Line(
            Optional<Long> attendee,
            Optional<SessionId> session,
            Optional<Instant> in,
            Optional<Instant> out,
            Optional<ScanName> scan) {
        /** Somebody came, or left, or both. */
        public static Line times(
                long attendee, SessionId session, Optional<Instant> in, Optional<Instant> out) {
            return new Line(Optional.of(attendee), Optional.of(session), in, out, Optional.empty());
        }

        /** A scan counts for nothing. */
        public static Line annul(ScanName scan) {
            return move(scan, Optional.empty(), Optional.empty());
        }

        /** A scan is of another session, of another attendee, or both. */
        public static Line move(
                ScanName scan, Optional<SessionId> session, Optional<Long> attendee) {
            return new Line(
                    attendee, session, Optional.empty(), Optional.empty(), Optional.of(scan));
        }

        private void check(Kind kind) {
            boolean placed = attendee.isPresent() && session.isPresent() && scan.isEmpty();
            boolean fits =
                    switch (kind) {
                        case ADD -> placed && (in.isPresent() || out.isPresent());
                        case SET -> placed && in.isPresent() == out.isPresent();
                        case ANNUL -> scan.isPresent() && attendee.isEmpty() && session.isEmpty();
                        case MOVE ->
                                scan.isPresent() && (attendee.isPresent() || session.isPresent());
                        case UNDO -> false;
                    };
            boolean ordered = in.isEmpty() || out.isEmpty() || in.get().isBefore(out.get());
            if (!fits || !ordered) {
                throw new IllegalArgumentException("no line of " + kind.key() + ": " + this);
            }
        }
    }
}
