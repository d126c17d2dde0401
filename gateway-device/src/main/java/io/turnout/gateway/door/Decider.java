package io.turnout.gateway.door;

import io.turnout.gateway.accesslist.AccessList;
import io.turnout.gateway.reader.Reading;
import io.turnout.protocol.access.BadgeEntry;
import io.turnout.protocol.access.Door;
import io.turnout.protocol.access.DoorRules;
import io.turnout.protocol.access.DoorState;
import io.turnout.protocol.access.Knowledge;
import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.access.Presented;
import io.turnout.protocol.access.Reason;
import io.turnout.protocol.access.RoomList;
import io.turnout.protocol.access.Verdict;
import io.turnout.protocol.access.WalkIn;
import io.turnout.protocol.access.Way;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.message.ListHeader;
import io.turnout.protocol.message.Said;
import io.turnout.protocol.message.Scan;
import java.util.Optional;

/** Brings together what the rules decide from, and writes down what they decided. */
final class Decider {
    private final Place unassigned;
    private final AskHub hub;
    private final WalkIn untrustedClock;

    Decider(Place unassigned, AskHub hub, WalkIn untrustedClock) {
        this.unassigned = unassigned;
        this.hub = hub;
        this.untrustedClock = untrustedClock;
    }

    /** What was decided about whom. */
    record Decision(Optional<BadgeFingerprint> badge, Verdict verdict) {}

    Decision decide(Reading reading, AccessList list, RoomState room, Moment here) {
        Presentation presentation =
                Presentation.of(
                        reading.text(),
                        list.header().event(),
                        list.fingerprinter(),
                        list.signatures());
        Optional<BadgeFingerprint> badge = badge(presentation);
        Knowledge knowledge = badge.map(b -> knowledge(b, list)).orElse(new Knowledge.NotListed());
        DoorState state =
                badge.map(b -> room.of(b, list.limited(), here.online())).orElse(DoorState.EMPTY);
        Presented presented =
                new Presented(
                        presentation,
                        door(reading, list.header(), here),
                        by(list.roomList(), here),
                        knowledge,
                        state,
                        here.clock().reading(),
                        here.online());
        return new Decision(badge, verdict(presented, badge));
    }

    /**
     * While no time is trusted, the stricter of the event's setting and the unit's holds: a door
     * may be made stricter than its event, never laxer.
     */
    private RoomList by(RoomList list, Moment here) {
        return here.clock().basis().trusted()
                ? list
                : list.with(list.policy().withUncertainTime(untrustedClock));
    }

    /** Who gets the former verdict again, or a verdict offline, waits for nobody. */
    private Verdict verdict(Presented presented, Optional<BadgeFingerprint> badge) {
        Verdict alone = DoorRules.decide(presented);
        if (badge.isEmpty()
                || !presented.online()
                || alone instanceof Verdict.Repeated
                || !DoorRules.wantsHub(presented.presentation(), presented.knowledge())) {
            return alone;
        }
        return switch (hub.about(badge.get())) {
            case Knowledge.NotListed _ -> alone;
            case Knowledge told -> DoorRules.decide(knowing(presented, told));
        };
    }

    private static Presented knowing(Presented presented, Knowledge told) {
        return new Presented(
                presented.presentation(),
                presented.door(),
                presented.list(),
                told,
                presented.state(),
                presented.time(),
                presented.online());
    }

    private static Optional<BadgeFingerprint> badge(Presentation presentation) {
        return switch (presentation) {
            case Presentation.Unreadable _ -> Optional.empty();
            case Presentation.Text text -> Optional.of(text.fingerprint());
            case Presentation.Signed signed -> Optional.of(signed.fingerprint());
        };
    }

    private static Knowledge knowledge(BadgeFingerprint badge, AccessList list) {
        Optional<BadgeEntry> entry = list.find(badge);
        return entry.<Knowledge>map(Knowledge.Listed::new).orElse(new Knowledge.NotListed());
    }

    private static Door door(Reading reading, ListHeader header, Moment here) {
        return new Door(header.door(), header.room(), reading.side(), here.mode(), Way.UNIT);
    }

    Scan draft(long number, Reading reading, Decision decision, AccessList list, Moment here) {
        ListHeader header = list.header();
        Said said = Said.of(decision.verdict());
        return scan(
                number,
                door(reading, header, here),
                new Result(decision.badge(), said, header.revision()),
                here);
    }

    /** Without a list there is no key to make fingerprints with, so the badge stays unnamed. */
    Scan withoutList(long number, Reading reading, Moment here) {
        Door door =
                new Door(
                        unassigned.door(),
                        unassigned.room(),
                        reading.side(),
                        here.mode(),
                        Way.UNIT);
        Said said = Said.askStaff(Reason.NOT_ON_LIST_AS_OF);
        return scan(number, door, new Result(Optional.empty(), said, 0), here);
    }

    private static Scan scan(long number, Door door, Result result, Moment here) {
        Said said = result.said();
        return new Scan(
                number,
                here.clock().wall(),
                here.clock().monotonicMillis(),
                here.clock().boot(),
                here.clock().quality(),
                door.id(),
                door.room(),
                door.side(),
                door.mode(),
                door.way(),
                result.badge(),
                said.outcome(),
                said.reason().wireName(),
                said.flagged(),
                said.effects(),
                result.revision(),
                here.online());
    }

    private record Result(Optional<BadgeFingerprint> badge, Said said, long revision) {}
}
