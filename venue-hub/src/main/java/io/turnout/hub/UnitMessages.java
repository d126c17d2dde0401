package io.turnout.hub;

import io.turnout.hub.broker.BrokerLink;
import io.turnout.hub.checkin.HubDoor;
import io.turnout.hub.commands.CommandDesk;
import io.turnout.hub.fleet.Answers;
import io.turnout.hub.fleet.ListPublisher;
import io.turnout.hub.fleet.UnitPagesHttpService.Count;
import io.turnout.hub.fleet.UnitReports;
import io.turnout.hub.ingest.Ingest;
import io.turnout.hub.ingest.IngestCounts;
import io.turnout.hub.seats.SeatDesk;
import io.turnout.protocol.message.Topics;
import io.turnout.protocol.message.UnitId;
import io.turnout.protocol.message.UnitInfo;
import java.util.List;

/** What units say goes where it belongs, and what the broker forgot is said again. */
record UnitMessages(
        Ingest ingest,
        HubDoor ownDoor,
        UnitReports reports,
        ListPublisher lists,
        Answers answers,
        SeatDesk seats,
        CommandDesk commands)
        implements BrokerLink.Listener {
    /** What operators should know of what came, since the start. */
    List<Count> counts() {
        IngestCounts.Snapshot scans = ingest.counts();
        Answers.Counts asks = answers.counts();
        return List.of(
                new Count("stored", scans.stored()),
                new Count("repeated", scans.repeated()),
                new Count("altered", scans.conflicts()),
                new Count(
                        "unreadable",
                        scans.malformed() + reports.malformed() + commands.counts().malformed()),
                new Count("unregistered", scans.unknownUnit()),
                new Count("set-aside", ingest.refused()),
                new Count("not-written", ingest.dropped() + ownDoor.dropped()),
                new Count("asked", asks.known() + asks.unknown()),
                new Count("asked-unknown", asks.unknown()),
                new Count("asked-late", asks.dropped()),
                new Count("asked-failed", asks.failed() + asks.malformed()));
    }

    @Override
    public void connected() {
        lists.announceAll();
        ingest.reassureAll();
        seats.sayAllAgain();
    }

    @Override
    public void message(Topics.Address from, byte[] payload) {
        switch (from.kind()) {
            case SCANS -> ingest.receive(from.unit(), payload);
            case STATE -> reports.state(from.unit(), payload);
            case SEATS_HELD -> seats.receive(from.unit(), payload);
            case INFO -> reports.info(from.unit(), payload, info -> told(from.unit(), info));
            case ALERT -> reports.alert(from.unit(), from.item(), payload);
            case ASK -> answers.receive(from.unit(), payload);
            case RESULT -> commands.receive(from.unit(), payload);
            case ACK, LIST, CHANGES, ANSWER, TIME, SEATS, COMMAND -> {
                // The hub's own words; the link does not even subscribe to them.
            }
        }
    }

    private void told(UnitId unit, UnitInfo info) {
        ingest.reassure(unit, info.epoch(), info.firstNumber());
        lists.told(unit, info);
    }
}
