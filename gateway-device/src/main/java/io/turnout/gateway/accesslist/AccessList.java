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
import io.turnout.protocol.message.Changes;
import io.turnout.protocol.message.ListHeader;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One revision of what this unit may decide from, with the changes that came since. Immutable,
 * thread-safe.
 */
public final class AccessList implements AutoCloseable {
    private final ListSummary summary;
    private final ListHeader header;
    private final ListTable table;
    private final Overlay overlay;
    private final Set<SessionId> there;
    private final RoomList room;
    private final Set<SessionId> limited;
    private final Fingerprinter fingerprinter;
    private final SignatureCheck badgeKeys;

    AccessList(ListSummary summary, ListTable table) {
        this(summary, table, List.of());
    }

    private AccessList(ListSummary summary, ListTable table, List<Changes> layers) {
        ListHeader listed = summary.header();
        this.summary = summary;
        this.table = table;
        this.overlay = Overlay.of(listed, layers);
        this.header = now(listed, overlay);
        this.there = overlay.ids();
        this.room =
                new RoomList(
                        header.revision(),
                        header.asOf(),
                        header.event(),
                        header.policy(),
                        header.sessions());
        this.limited =
                listed.limited().keySet().stream()
                        .map(this::session)
                        .collect(Collectors.toUnmodifiableSet());
        this.fingerprinter = fingerprinter(header);
        this.badgeKeys = badgeKeys(header);
    }

    /** Throws {@link IllegalArgumentException} where the list has no key for it. */
    static Fingerprinter fingerprinter(ListHeader header) {
        return new HmacFingerprinter(Base64.getDecoder().decode(header.salt()));
    }

    /** Throws {@link IllegalArgumentException} where what the list has is no key. */
    static SignatureCheck badgeKeys(ListHeader header) {
        Map<Integer, byte[]> keys = new HashMap<>();
        header.badgeKeys().forEach((id, key) -> keys.put(id, Base64.getDecoder().decode(key)));
        return new BadgeKeys(keys);
    }

    /** The same list with other changes over it; closing one of them closes both. */
    AccessList with(List<Changes> layers) {
        return new AccessList(summary, table, layers);
    }

    /** The list as it was fetched. */
    ListHeader listed() {
        return summary.header();
    }

    private static ListHeader now(ListHeader listed, Overlay overlay) {
        return new ListHeader(
                listed.revision(),
                overlay.asOf(),
                listed.unit(),
                listed.room(),
                listed.door(),
                listed.roomName(),
                listed.zone(),
                listed.event(),
                listed.salt(),
                listed.badgeKeys(),
                overlay.policy(),
                overlay.sessions(),
                Map.of(),
                listed.badges(),
                listed.serial());
    }

    /** Which unit, room and door it is for, and what they are called; sessions as they are now. */
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
        OptionalInt found = table.find(badge);
        return overlay.entry(
                badge, found.isPresent() ? Optional.of(entry(found.getAsInt())) : Optional.empty());
    }

    private BadgeEntry entry(int value) {
        Entitlements set = summary.sets().get(ListTable.set(value));
        return new BadgeEntry(
                ListTable.state(value), resolve(set.registered()), resolve(set.targeted()));
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

    private Set<SessionId> resolve(List<Integer> places) {
        Set<SessionId> ids = new HashSet<>();
        places.forEach(place -> ids.add(session(place)));
        ids.retainAll(there);
        return Set.copyOf(ids);
    }

    private SessionId session(int place) {
        return summary.header().sessions().get(place).id();
    }

    @Override
    public void close() {
        table.close();
    }
}
