package io.turnout.protocol.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a door answers. Carries why, what it was decided from, and what the reason speaks of. */
public sealed interface Verdict {
    Reason reason();

    Detail detail();

    /** Let through, in or out. */
    record Admitted(
            Reason reason, Detail detail, List<Effect> effects, boolean flagged, Basis basis)
            implements Verdict {
        public Admitted {
            effects = List.copyOf(effects);
        }
    }

    /** Kept out. */
    record Refused(Reason reason, Detail detail, Basis basis) implements Verdict {}

    /** A person has to look. */
    record AskStaff(Reason reason, Detail detail, Basis basis) implements Verdict {}

    /** The same badge was just read: the former verdict is shown again, nothing is recorded. */
    record Repeated(Verdict former) implements Verdict {
        @Override
        public Reason reason() {
            return former.reason();
        }

        @Override
        public Detail detail() {
            return former.detail();
        }
    }

    /**
     * What the reason speaks of.
     *
     * @param session the session meant, if any
     * @param at an opening time, a start, or the age of the list, as the reason says
     */
    record Detail(Optional<SessionId> session, Optional<Instant> at) {
        public static final Detail NONE = new Detail(Optional.empty(), Optional.empty());

        public static Detail of(SessionId session) {
            return new Detail(Optional.of(session), Optional.empty());
        }

        public static Detail of(SessionId session, Instant at) {
            return new Detail(Optional.of(session), Optional.of(at));
        }

        public static Detail at(Instant at) {
            return new Detail(Optional.empty(), Optional.of(at));
        }
    }

    /** What a verdict was decided from. */
    record Basis(long listRevision, boolean online) {}
}
