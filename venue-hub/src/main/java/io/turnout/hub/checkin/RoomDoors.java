package io.turnout.hub.checkin;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.fleet.AtHub;
import io.turnout.hub.identity.Tokens;
import io.turnout.hub.ingest.OwnJournal;
import io.turnout.protocol.access.Door;
import io.turnout.protocol.access.DoorId;
import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Presented;
import io.turnout.protocol.access.ReportWindow;
import io.turnout.protocol.access.RoomId;
import io.turnout.protocol.access.RoomList;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.TimeReading;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.access.WayRules;
import io.turnout.protocol.message.ClockQuality;
import io.turnout.protocol.message.Said;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.SeatNotice;
import io.turnout.protocol.message.SeatsHeld;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.seats.SeatHolder;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The hub's doors of all rooms: what they decide, and write, inside one transaction. One thread.
 */
final class RoomDoors {
    private final HubDoor.Clocks clocks;
    private final Arrival.Source source;
    private final OwnJournal journal = new OwnJournal();
    private final String boot = Tokens.random();
    private final Map<RoomId, RoomDoor> doors = new HashMap<>();

    RoomDoors(HubDoor.Clocks clocks, Arrival.Source source) {
        this.clocks = clocks;
        this.source = source;
    }

    /**
     * What came of an attempt.
     *
     * @param answer empty where its seats are still to be lent
     * @param opened the door, where nobody had come to it before
     * @param issuedIn the event, where somebody got a badge
     */
    record Done(Optional<Answer> answer, Optional<RoomDoor> opened, Optional<EventId> issuedIn) {
        static Done nothing(Answer answer) {
            return new Done(Optional.of(answer), Optional.empty(), Optional.empty());
        }

        boolean wrote() {
            return answer.filter(Answer.Decided.class::isInstance)
                    .flatMap(decided -> ((Answer.Decided) decided).scan())
                    .isPresent();
        }
    }

    /** Opens doors where people will come; all that there are. */
    List<RoomDoor> prepare(Handle handle) {
        HubJournals journals = new HubJournals(handle);
        Map<RoomId, RoomDoor> told = new LinkedHashMap<>();
        for (RoomId room : journals.wanted()) {
            told.put(room, door(handle, room));
        }
        for (RoomId room : journals.rooms()) {
            if (!doors.containsKey(room)) {
                told.put(room, door(handle, room));
            }
        }
        return List.copyOf(told.values());
    }

    /** The door of a room, which is there from now on. */
    RoomDoor open(Handle handle, RoomId room) {
        return door(handle, room);
    }

    /** The lender's word; empty where it is for none of these doors. */
    Optional<RoomDoor> told(Handle handle, UnitId unit, SeatNotice notice) {
        Optional<RoomDoor> door =
                new HubJournals(handle)
                        .rooms().stream()
                                .filter(room -> AtHub.unit(room).equals(unit))
                                .findFirst()
                                .map(room -> door(handle, room))
                                .filter(its -> its.key().epoch().equals(notice.epoch()));
        door.ifPresent(its -> its.told(notice));
        return door;
    }

    /** How this program's clock stood when it heard of it: exactly known, as it is the lender's. */
    Optional<SeatsHeld.Heard> heard(SeatNotice notice) {
        return Optional.of(
                new SeatsHeld.Heard(notice.sent(), boot, clocks.monotonic().getAsLong()));
    }

    /**
     * Decides.
     *
     * @param patient not to answer "full" only because the lender has not spoken yet
     */
    Done decide(Handle handle, Attempt attempt, boolean patient) {
        AtHub hub = new AtHub(handle);
        Optional<AtHub.Place> place = hub.place(attempt.event(), attempt.session());
        if (place.isEmpty()) {
            return Done.nothing(new Answer.NoSuchSession());
        }
        Optional<Arrival> arrival = source.of(handle, attempt);
        if (arrival.isEmpty()) {
            return Done.nothing(new Answer.NoSuchPerson());
        }
        RoomId room = place.get().room();
        boolean isNew = !doors.containsKey(room);
        RoomDoor door = door(handle, room);
        Case its = new Case(attempt, place.get(), arrival.get(), door);
        Optional<Answer> answer =
                patient && its.isTooSoon(clocks.wall().instant())
                        ? Optional.empty()
                        : Optional.of(decide(handle, its));
        return new Done(
                answer,
                isNew ? Optional.of(door) : Optional.empty(),
                arrival.get().issued() ? Optional.of(attempt.event().id()) : Optional.empty());
    }

    private record Case(Attempt attempt, AtHub.Place place, Arrival arrival, RoomDoor door) {
        /** Of a session that is over nobody needs a seat. */
        boolean isTooSoon(Instant now) {
            return attempt.side() == Side.IN
                    && place.limited()
                    && !now.isAfter(place.session().end())
                    && !door.hasHeardOf(attempt.session());
        }

        Optional<RoomDoor.Whose> whose() {
            return arrival.badge()
                    .map(badge -> new RoomDoor.Whose(badge, attempt.session(), attempt.side()));
        }
    }

    private Answer decide(Handle handle, Case its) {
        Instant now = clocks.wall().instant();
        Presented presented = presented(handle, its, now);
        Verdict verdict = verdict(handle, its, presented);
        if (verdict instanceof Verdict.Repeated) {
            return new Answer.Decided(verdict, now, Optional.empty());
        }
        Scan scan = scan(its, presented, verdict);
        HubJournals.Key key = its.door().key();
        journal.append(handle, key.unit(), key.epoch(), scan, now.toEpochMilli());
        its.door().apply(scan);
        its.whose().ifPresent(whose -> its.door().remember(whose, now, verdict));
        Answer.Name name = new Answer.Name(key.unit(), key.epoch(), scan.number());
        return new Answer.Decided(verdict, now, Optional.of(name));
    }

    private static Verdict verdict(Handle handle, Case its, Presented presented) {
        SessionId session = its.attempt().session();
        if (its.attempt().way() != Way.SELF_REPORT) {
            return WayRules.decide(presented, session);
        }
        WaySettings settings = WaySettings.of(handle, its.attempt().event().id());
        return ReportWindow.of(its.place().session(), settings.reportFor())
                .decide(presented, session);
    }

    private static Presented presented(Handle handle, Case its, Instant now) {
        Attempt attempt = its.attempt();
        EventFacts event = attempt.event();
        RoomId room = its.place().room();
        Knowledge knowledge =
                its.arrival()
                        .badge()
                        .flatMap(badge -> new AtHub(handle).badge(event, room, badge, now))
                        .<Knowledge>map(known -> new Knowledge.KnownToHub(known.entry()))
                        .orElseGet(Knowledge.UnknownToHub::new);
        SeenBefore seen =
                its.arrival()
                        .attendee()
                        .map(attendee -> SeenBefore.of(handle, room, attendee))
                        .orElse(SeenBefore.NOTHING);
        return new Presented(
                its.arrival().presentation(),
                new Door(
                        new DoorId(its.door().key().unit().value()),
                        room,
                        attempt.side(),
                        attempt.side() == Side.IN ? Mode.IN : Mode.OUT,
                        attempt.way()),
                new RoomList(
                        0, now, event.tag(), its.place().policy(), List.of(its.place().session())),
                knowledge,
                its.whose()
                        .map(whose -> its.door().state(its.place(), whose, seen))
                        .orElse(DoorState.EMPTY),
                TimeReading.exact(now),
                true);
    }

    private Scan scan(Case its, Presented presented, Verdict verdict) {
        Door door = presented.door();
        Said said = Said.of(verdict);
        return new Scan(
                its.door().last() + 1,
                presented.time().best(),
                clocks.monotonic().getAsLong(),
                boot,
                ClockQuality.SYNCED,
                door.id(),
                door.room(),
                door.side(),
                door.mode(),
                door.way(),
                its.arrival().badge(),
                said.outcome(),
                said.reason().wireName(),
                said.flagged(),
                said.effects(),
                0,
                true);
    }

    /** As the log has it: what a transaction did that was not committed is forgotten here. */
    private RoomDoor door(Handle handle, RoomId room) {
        HubJournals journals = new HubJournals(handle);
        HubJournals.Key key = journals.of(room);
        long last = journal.last(handle, key.unit(), key.epoch());
        RoomDoor known = doors.get(room);
        if (known != null && known.key().equals(key) && known.last() == last) {
            return known;
        }
        SeatHolder seats = journals.holder(key);
        if (known != null && known.key().equals(key)) {
            seats.use(known.kept());
        }
        RoomDoor made = new RoomDoor(key, seats, last);
        doors.put(room, made);
        return made;
    }
}
