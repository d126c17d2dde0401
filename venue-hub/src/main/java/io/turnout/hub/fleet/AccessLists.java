package io.turnout.hub.fleet;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.ChangeFeed.Behind;
import io.turnout.hub.fleet.ChangeFeed.Due;
import io.turnout.hub.fleet.ListSource.At;
import io.turnout.hub.fleet.ListSource.Room;
import io.turnout.hub.fleet.ListSource.RoomSource;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.store.Database;
import io.turnout.protocol.message.ListNotice;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.UnitId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access lists of all units: made when something changed that they are made from, signed, and
 * kept for fetching. Used by one thread for making; fetching may run beside it.
 */
public final class AccessLists {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLists.class);

    private final Database database;
    private final MessageCodec codec;
    private final Keys keys;
    private final ListFiles files;
    private final ChangeFeed feed;
    private final InstantSource clock;

    /**
     * @param folder where the lists are kept
     * @param feed says what is other than on a list, where that is little
     */
    public AccessLists(
            Database database, Keys keys, Path folder, ChangeFeed feed, InstantSource clock) {
        this.database = database;
        this.codec = new MessageCodec();
        this.keys = keys;
        this.files = new ListFiles(folder);
        this.feed = feed;
        this.clock = clock;
    }

    /** What lists are signed with, and what the badges on them are checked with. */
    public record Keys(ListKey lists, EventKeys badges) {}

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
     * Brings what an event's units may decide from up to date, room by room: by changes to the list
     * that they have where these are few, by a new list otherwise.
     *
     * @param all whether to say again what is unchanged
     * @param notices gets each notice as soon as its list is there
     */
    public void refresh(String event, boolean all, Consumer<Addressed> notices) {
        Map<Integer, String> publicKeys = keys.badges().publicKeys(new EventId(event));
        List<Room> rooms = database.read(handle -> new ListSource(handle).rooms(event));
        EventBadges badges = database.read(handle -> EventBadges.read(handle, event, codec));
        for (Room room : rooms) {
            RoomSource source =
                    database.read(
                            handle -> new ListSource(handle).room(event, room, badges, codec));
            refresh(
                    new Round(event, source, new AccessList(codec, source, publicKeys), notices),
                    all);
        }
    }

    /**
     * Says again to a unit what is other than on its list, where it has not all of it.
     *
     * @param inForce the changes up to here are, by its own word
     */
    void remind(UnitId unit, long inForce) {
        feed.remind(unit, inForce);
    }

    /**
     * Has the next {@link #refresh} make a unit a new list, whatever it has. Thread-safe.
     *
     * @return the least revision that is made anew
     */
    public long renew(UnitId unit) {
        long revision =
                database.read(handle ->
                        handle.createQuery("SELECT list_revision FROM unit WHERE id = :id")
                                .bind("id", unit.value())
                                .mapTo(Long.class)
                                .one());
        files.drop(unit, revision);
        return revision + 1;
    }

    private record Round(
            String event, RoomSource source, AccessList list, Consumer<Addressed> notices) {}

    private void refresh(Round round, boolean all) {
        List<Due> due = new ArrayList<>();
        for (At at : round.source().units()) {
            String digest = round.list().digest(at);
            if (all || !digest.equals(at.digest()) || !files.has(at.unit(), at.revision())) {
                due.add(due(round, at, digest, all));
            }
        }
        if (!due.isEmpty()) {
            feed.say(round.event(), round.source().serial(), due, all)
                    .forEach(large -> makeInstead(round, large));
        }
    }

    /** Too many badges for one word. More than that while a list was made: the next round's. */
    private void makeInstead(Round round, Due large) {
        At at = at(round, large.unit());
        if (large.base() == at.revision()) {
            Difference all = large.difference();
            Behind behind = new Behind(at.revision(), all.badges().size(), all.removed().size());
            Due listed = make(round, at, large.digest(), Optional.of(behind));
            feed.say(round.event(), round.source().serial(), List.of(listed), false);
        }
    }

    private static At at(Round round, UnitId unit) {
        return round.source().units().stream()
                .filter(at -> at.unit().equals(unit))
                .findFirst()
                .orElseThrow();
    }

    private Due due(Round round, At at, String digest, boolean all) {
        Optional<byte[]> kept = files.read(at.unit(), at.revision());
        Optional<ListComparison.Outcome> compared =
                kept.flatMap(bytes -> compare(round, at, bytes));
        Optional<Difference> difference = compared.flatMap(ListComparison.Outcome::difference);
        if (difference.isEmpty()) {
            return make(
                    round,
                    at,
                    digest,
                    compared.map(of -> new Behind(at.revision(), of.missing(), of.extraneous())));
        }
        if (all) {
            kept.ifPresent(
                    bytes -> round.notices().accept(notice(at.unit(), at.revision(), bytes)));
        }
        return new Due(at.unit(), at.revision(), difference.get(), digest, Optional.empty());
    }

    private Optional<ListComparison.Outcome> compare(Round round, At at, byte[] kept) {
        try {
            return Optional.of(
                    ListComparison.of(codec, kept, round.list().header(at), round.list().badges()));
        } catch (MalformedMessage damaged) {
            LOG.warn(
                    "list {} of unit {} cannot be read any more; another is made: {}",
                    at.revision(),
                    at.unit(),
                    damaged.getMessage());
            return Optional.empty();
        }
    }

    /** The bytes of a unit's list, while they are kept. */
    public Optional<byte[]> fetch(UnitId unit, long revision) {
        return files.read(unit, revision);
    }

    private Due make(Round round, At at, String digest, Optional<Behind> behind) {
        long revision = at.revision() + 1;
        byte[] bytes = round.list().bytes(at, revision, clock.instant());
        files.write(at.unit(), revision, bytes);
        database.change(handle ->
                handle.execute(
                        "UPDATE unit SET list_revision = ?, list_digest = ?, list_serial = ?"
                                + " WHERE id = ? AND list_revision < ?",
                        revision,
                        digest,
                        round.source().serial(),
                        at.unit().value(),
                        revision));
        round.notices().accept(notice(at.unit(), revision, bytes));
        return new Due(at.unit(), revision, Difference.NONE, digest, behind);
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
                        keys.lists().sign(unit, revision, sha256)));
    }
}
