package io.turnout.protocol.seats;

import io.turnout.protocol.access.Effect;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.JournalEpoch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The door's side: who is inside by this door, and how many may be. A badge holds one seat from its
 * entry to its exit at this door, or to the hub's word that it left elsewhere; an exit of a badge
 * that this door does not know as inside frees nothing. Not thread-safe: it belongs to the door.
 */
public class SeatHolder {
    /** No scan has it: a stay of an earlier journal is released by no number. */
    private static final long EARLIER = 0;

    private JournalEpoch epoch;
    private final Map<BadgeFingerprint, Stay> stays = new HashMap<>();
    private final Map<SessionId, Integer> taken = new HashMap<>();
    private Kept kept = Kept.NOTHING;
    private long unknown;

    /** For the journal of an epoch, with nothing known yet. */
    public SeatHolder(JournalEpoch epoch) {
        this.epoch = epoch;
    }

    /**
     * A badge inside.
     *
     * @param number its last entry scan; another entry while inside goes on with the same seat
     */
    private record Stay(SessionId session, long number) {}

    /**
     * What must be durable before it is acknowledged.
     *
     * @param released entry scans whose stays have ended elsewhere; needed to find out from the
     *     journal who is inside
     */
    public record Kept(long serial, Map<SessionId, Integer> levels, Set<Long> released) {
        public static final Kept NOTHING = new Kept(0, Map.of(), Set.of());

        public Kept {
            levels = Map.copyOf(levels);
            released = Set.copyOf(released);
        }
    }

    /** The journal whose numbers count. */
    public JournalEpoch epoch() {
        return epoch;
    }

    /**
     * The journal goes on under a new epoch: who is inside stays so, but the numbers of before mean
     * nothing any more, and no seat is lent until the hub lends for this one.
     */
    public void begin(JournalEpoch next) {
        epoch = next;
        kept = Kept.NOTHING;
        unknown = 0;
        stays.replaceAll((badge, stay) -> new Stay(stay.session(), EARLIER));
    }

    /**
     * Scans of this journal cannot be read any more. Each may have let somebody in, whose seat is
     * taken then, of whichever session.
     */
    public void lost(long scans) {
        unknown += scans;
    }

    /** What a recorded scan did, in the order of the journals. */
    public void scanned(
            JournalEpoch of, long number, BadgeFingerprint badge, List<Effect> effects) {
        scanned(of.equals(epoch) ? number : EARLIER, badge, effects);
    }

    private void scanned(long number, BadgeFingerprint badge, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Enter enter -> put(badge, new Stay(enter.session(), number));
                case Effect.Leave leave -> left(badge, leave.session());
            }
        }
    }

    /** An exit was read. */
    void left(BadgeFingerprint badge, Optional<SessionId> session) {
        remove(badge);
    }

    private void put(BadgeFingerprint badge, Stay stay) {
        remove(badge);
        stays.put(badge, stay);
        count(stay.session(), 1);
    }

    private void remove(BadgeFingerprint badge) {
        Optional.ofNullable(stays.remove(badge)).ifPresent(stay -> count(stay.session(), -1));
    }

    /** Seats taken of a session. */
    void count(SessionId session, int more) {
        taken.merge(session, more, Integer::sum);
    }

    /**
     * The session that a badge is inside of, as far as this door knows. It is remembered until the
     * badge is read here again, also where the door's list lacks the session for a while: the unit
     * may stand at another door, and come back to seats that are taken.
     */
    public Optional<SessionId> inside(BadgeFingerprint badge) {
        return Optional.ofNullable(stays.get(badge)).map(Stay::session);
    }

    /** How many are inside by this door. */
    public int taken(SessionId session) {
        return taken.getOrDefault(session, 0);
    }

    /** How many may still come in; for sessions whose seats are counted. */
    public int left(SessionId session) {
        long free = kept.levels().getOrDefault(session, 0) - taken(session) - unknown;
        return (int) Math.max(0, free);
    }

    /** What is in force. */
    public Kept kept() {
        return kept;
    }

    /**
     * The hub's word.
     *
     * @return what to make durable and then to {@link #use}; empty for a word that is not newer, or
     *     not for this journal
     */
    public Optional<Kept> told(JournalEpoch to, Loan loan) {
        if (!to.equals(epoch) || loan.serial() <= kept.serial()) {
            return Optional.empty();
        }
        Set<Long> released = new HashSet<>(kept.released());
        released.addAll(loan.releases());
        return Optional.of(
                new Kept(loan.serial(), loan.keep() ? kept.levels() : loan.levels(), released));
    }

    /** It is durable: from here on it is in force. Also what was found at a start. */
    public void use(Kept durable) {
        kept = durable;
        List<BadgeFingerprint> gone =
                stays.entrySet().stream()
                        .filter(stay -> durable.released().contains(stay.getValue().number()))
                        .map(Map.Entry::getKey)
                        .toList();
        gone.forEach(this::remove);
    }
}
