package io.turnout.gateway.accesslist;

import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.DoorSession;
import io.turnout.protocol.access.RoomList;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.Fingerprinter;
import io.turnout.protocol.badge.SignatureCheck;
import io.turnout.protocol.crypto.BadgeKeys;
import io.turnout.protocol.crypto.HmacFingerprinter;
import io.turnout.protocol.message.ListHeader;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One revision of what this unit may decide from. Immutable, thread-safe. */
public final class AccessList implements AutoCloseable {
    private final ListHeader header;
    private final ListTable table;
    private final List<Sets> sets;
    private final RoomList room;
    private final Set<SessionId> limited;
    private final Fingerprinter fingerprinter;
    private final SignatureCheck badgeKeys;

    AccessList(ListSummary summary, ListTable table) {
        this.header = summary.header();
        this.table = table;
        this.sets = summary.sets().stream().map(this::resolve).toList();
        this.room =
                new RoomList(
                        header.revision(),
                        header.asOf(),
                        header.event(),
                        header.policy(),
                        header.sessions());
        this.limited =
                header.limited().keySet().stream()
                        .map(this::session)
                        .collect(Collectors.toUnmodifiableSet());
        this.fingerprinter = new HmacFingerprinter(Base64.getDecoder().decode(header.salt()));
        Map<Integer, byte[]> keys = new HashMap<>();
        header.badgeKeys().forEach((id, key) -> keys.put(id, Base64.getDecoder().decode(key)));
        this.badgeKeys = new BadgeKeys(keys);
    }

    /** Which unit, room and door it is for, and what they are called. */
    public ListHeader header() {
        return header;
    }

    /** The list without its badges. */
    public RoomList roomList() {
        return room;
    }

    /** The sessions whose seats are counted. */
    public Set<SessionId> limited() {
        return limited;
    }

    /**
     * What the list says of a badge. Takes microseconds; a page of the file may have to be read.
     */
    public Optional<BadgeEntry> find(BadgeFingerprint badge) {
        return table.find(badge)
                .map(value -> {
                    Sets set = sets.get(ListTable.set(value));
                    return new BadgeEntry(ListTable.state(value), set.registered, set.targeted);
                });
    }

    /** A session of the list. */
    public Optional<DoorSession> session(SessionId id) {
        return header.sessions().stream().filter(session -> session.id().equals(id)).findFirst();
    }

    /** The event's keyed hash. */
    public Fingerprinter fingerprinter() {
        return fingerprinter;
    }

    /**
     * The check of signed badges by the event's keys; a key that is not the event's signs nothing.
     */
    public SignatureCheck signatures() {
        return badgeKeys;
    }

    private Sets resolve(Entitlements entitlements) {
        return new Sets(resolve(entitlements.registered()), resolve(entitlements.targeted()));
    }

    private Set<SessionId> resolve(List<Integer> places) {
        Set<SessionId> ids = new HashSet<>();
        places.forEach(place -> ids.add(session(place)));
        return Set.copyOf(ids);
    }

    private SessionId session(int place) {
        return header.sessions().get(place).id();
    }

    @Override
    public void close() {
        table.close();
    }

    private record Sets(Set<SessionId> registered, Set<SessionId> targeted) {}
}
