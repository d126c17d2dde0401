package io.turnout.hub.fleet;

import io.turnout.protocol.access.BadgeState;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ChangedBadge;
import io.turnout.protocol.message.KnownBadge;
import io.turnout.protocol.message.ListBadge;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a list as it was sent with what it should say now, badge by badge. */
final class ListComparison {
    private final MessageCodec codec;
    private final ListHeader wanted;
    private final Lines kept;
    private final ListHeader header;
    private final Set<SessionId> there = new HashSet<>();
    private final SortedMap<BadgeFingerprint, ChangedBadge> changed = new TreeMap<>();
    private boolean sayable = true;
    private int missing;
    private int extraneous;

    private ListComparison(MessageCodec codec, byte[] kept, ListHeader wanted)
            throws MalformedMessage {
        this.codec = codec;
        this.wanted = wanted;
        this.kept = new Lines(kept);
        this.header = codec.read(this.kept.next(), ListHeader.class);
        wanted.sessions().forEach(session -> there.add(session.id()));
    }

    /**
     * What came of it.
     *
     * @param difference absent where only a new list can say it
     * @param missing entries, badges and sessions, that the list lacks or has otherwise
     * @param extraneous entries that it should not have
     */
    record Outcome(Optional<Difference> difference, int missing, int extraneous) {}

    /**
     * Compares.
     *
     * @param kept the list as it was sent
     * @param header of the list as it should be now
     * @param badges of the list as it should be now, and as lines in the same order
     * @throws MalformedMessage when what was kept is no list
     */
    static Outcome of(MessageCodec codec, byte[] kept, ListHeader header, Badges badges)
            throws MalformedMessage {
        return new ListComparison(codec, kept, header).run(badges);
    }

    /** The badges of a list, as entries and as they are sent. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Badges(List<ListBadge> entries, byte[] lines) {}

    private record Entry(BadgeState state, Set<SessionId> registered, Set<SessionId> targeted) {}

    private Outcome run(Badges badges) throws MalformedMessage {
        List<DoorSession> sessions =
                wanted.sessions().stream()
                        .filter(session -> !header.sessions().contains(session))
                        .toList();
        List<SessionId> removed =
                header.sessions().stream()
                        .map(DoorSession::id)
                        .filter(id -> !there.contains(id))
                        .toList();
        boolean samePlaces = ids(header).equals(ids(wanted));
        if (!samePlaces || !kept.restIs(badges.lines())) {
            badges(badges.entries());
        }
        missing += sessions.size();
        extraneous += removed.size();
        boolean policy = header.policy().equals(wanted.policy());
        Difference difference =
                new Difference(
                        policy ? Optional.empty() : Optional.of(wanted.policy()),
                        sessions,
                        removed,
                        changed);
        boolean all = sayable && sameRest() && difference.fits();
        return new Outcome(all ? Optional.of(difference) : Optional.empty(), missing, extraneous);
    }

    /** What changes cannot say must be the same. */
    private boolean sameRest() {
        return header.unit().equals(wanted.unit())
                && header.room().equals(wanted.room())
                && header.door().equals(wanted.door())
                && header.roomName().equals(wanted.roomName())
                && header.zone().equals(wanted.zone())
                && header.event().equals(wanted.event())
                && header.salt().equals(wanted.salt())
                && header.badgeKeys().equals(wanted.badgeKeys())
                && limited(header, there).equals(limited(wanted, there));
    }

    private static Map<SessionId, Integer> limited(ListHeader of, Set<SessionId> there) {
        Map<SessionId, Integer> limited = new HashMap<>();
        of.limited().forEach((place, count) -> limited.put(ids(of).get(place), count));
        limited.keySet().retainAll(there);
        return limited;
    }

    private static List<SessionId> ids(ListHeader of) {
        return of.sessions().stream().map(DoorSession::id).toList();
    }

    /** Both are in the order of fingerprints. */
    private void badges(List<ListBadge> entries) throws MalformedMessage {
        List<SessionId> before = ids(header);
        List<SessionId> after = ids(wanted);
        ListBadge old = nextKept();
        for (ListBadge now : entries) {
            while (old != null && old.badge().compareTo(now.badge()) < 0) {
                removed(old);
                old = nextKept();
            }
            boolean listed = old != null && old.badge().equals(now.badge());
            Optional<Entry> had =
                    listed
                            ? Optional.of(entry(Objects.requireNonNull(old), before))
                            : Optional.empty();
            compare(now.badge(), had, entry(now, after));
            old = listed ? nextKept() : old;
        }
        while (old != null) {
            removed(old);
            old = nextKept();
        }
    }

    private void removed(ListBadge gone) {
        extraneous++;
        changed.put(gone.badge(), ChangedBadge.removed(gone.badge()));
    }

    private void compare(BadgeFingerprint badge, Optional<Entry> had, Entry now) {
        if (had.equals(Optional.of(now))) {
            return;
        }
        missing++;
        boolean sameSessions =
                had.filter(entry ->
                                entry.registered().equals(now.registered())
                                        && entry.targeted().equals(now.targeted()))
                        .isPresent();
        int most = Math.max(now.registered().size(), now.targeted().size());
        if (sameSessions) {
            changed.put(badge, ChangedBadge.state(badge, now.state()));
        } else if (most > KnownBadge.MAX_SESSIONS) {
            sayable = false;
        } else {
            changed.put(
                    badge,
                    new ChangedBadge(
                            badge,
                            Optional.of(now.state()),
                            Optional.of(sorted(now.registered())),
                            Optional.of(sorted(now.targeted()))));
        }
    }

    private static List<SessionId> sorted(Set<SessionId> sessions) {
        List<SessionId> sorted = new ArrayList<>(sessions);
        sorted.sort((a, b) -> a.value().compareTo(b.value()));
        return sorted;
    }

    /** Of sessions that the room has no more nothing is said: the unit leaves them out itself. */
    private Entry entry(ListBadge badge, List<SessionId> places) {
        return new Entry(
                badge.state(),
                sessions(badge.registered(), places),
                sessions(badge.targeted(), places));
    }

    private Set<SessionId> sessions(List<Integer> at, List<SessionId> places) {
        Set<SessionId> ids = new HashSet<>();
        at.forEach(place -> ids.add(places.get(place)));
        ids.retainAll(there);
        return ids;
    }

    private @Nullable ListBadge nextKept() throws MalformedMessage {
        byte[] line = kept.next();
        return line.length == 0 ? null : codec.read(line, ListBadge.class);
    }

    /** Takes a text apart line by line. */
    private static final class Lines {
        private final byte[] text;
        private int at;

        Lines(byte[] text) {
            this.text = text;
        }

        /** The next line; empty at the end. */
        byte[] next() {
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            byte[] line = Arrays.copyOfRange(text, at, end);
            at = Math.min(text.length, end + 1);
            return line;
        }

        boolean restIs(byte[] other) {
            return Arrays.equals(text, at, text.length, other, 0, other.length);
        }
    }
}
