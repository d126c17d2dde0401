package io.turnout.hub.fleet;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.ListSource.At;
import io.turnout.hub.fleet.ListSource.RoomSource;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The access lists of all units: made when something changed that they are made from, signed, and
 * kept for fetching. Used by one thread for making; fetching may run beside it.
 */
public final class AccessLists {
    private final Database database;
    private final MessageCodec codec;
    private final ListKey key;
    private final EventKeys badgeKeys;
    private final ListFiles files;
    private final InstantSource clock;

    /**
     * @param folder where the lists are kept
     */
    public AccessLists(
            Database database, ListKey key, EventKeys badgeKeys, Path folder, InstantSource clock) {
        this.database = database;
        this.codec = new MessageCodec();
        this.key = key;
        this.badgeKeys = badgeKeys;
        this.files = new ListFiles(folder);
        this.clock = clock;
    }

    /** A notice and whom it is for. */
    public record Addressed(UnitId unit, ListNotice notice) {}

    /** Where a unit fetches a revision. */
    public static String path(long revision) {
        return "/unit/v1/list/" + revision;
    }

    /** The events that have units. */
    public List<String> events() {
        return database.read(handle -> new ListSource(handle).eventsWithUnits());
    }

    /**
     * Brings the lists of an event's units up to date; a list whose content is the same keeps its
     * revision.
     *
     * @param all whether to return the notices of unchanged lists too
     */
    public List<Addressed> refresh(String event, boolean all) {
        Map<Integer, String> publicKeys = badgeKeys.publicKeys(new EventId(event));
        List<Addressed> notices = new ArrayList<>();
        for (RoomSource room : database.read(handle -> new ListSource(handle).rooms(event))) {
            AccessList list = new AccessList(codec, room, publicKeys);
            for (At at : room.units()) {
                String digest = list.digest(at);
                Optional<byte[]> kept =
                        digest.equals(at.digest())
                                ? files.read(at.unit(), at.revision())
                                : Optional.empty();
                if (kept.isEmpty()) {
                    notices.add(make(list, at, digest));
                } else if (all) {
                    notices.add(notice(at.unit(), at.revision(), kept.get()));
                }
            }
        }
        return notices;
    }

    /** The bytes of a unit's list, while they are kept. */
    public Optional<byte[]> fetch(UnitId unit, long revision) {
        return files.read(unit, revision);
    }

    private Addressed make(AccessList list, At at, String digest) {
        long revision = at.revision() + 1;
        byte[] bytes = list.bytes(at, revision, clock.instant());
        files.write(at.unit(), revision, bytes);
        database.change(handle ->
                handle.execute(
                        "UPDATE unit SET list_revision = ?, list_digest = ?"
                                + " WHERE id = ? AND list_revision < ?",
                        revision,
                        digest,
                        at.unit().value(),
                        revision));
        return notice(at.unit(), revision, bytes);
    }

    private Addressed notice(UnitId unit, long revision, byte[] bytes) {
        String sha256 = AccessList.sha256(bytes);
        return new Addressed(
                unit,
                new ListNotice(
                        revision,
                        path(revision),
                        bytes.length,
                        sha256,
                        key.sign(unit, revision, sha256)));
    }
}
