package io.turnout.hub;

import io.turnout.hub.broker.BrokerLink;
import io.turnout.hub.fleet.Answers;
import io.turnout.hub.fleet.ListPublisher;
import io.turnout.hub.fleet.UnitReports;
import io.turnout.hub.ingest.Ingest;
import io.turnout.protocol.message.Topics;

/** What units say goes where it belongs, and what the broker forgot is said again. */
record UnitMessages(Ingest ingest, UnitReports reports, ListPublisher lists, Answers answers)
        implements BrokerLink.Listener {
    @Override
    public void connected() {
        lists.announceAll();
        ingest.reassureAll();
    }

    @Override
    public void message(Topics.Address from, byte[] payload) {
        switch (from.kind()) {
            case SCANS -> ingest.receive(from.unit(), payload);
            case STATE -> reports.state(from.unit(), payload);
            case INFO ->
                    reports.info(
                            from.unit(),
                            payload,
                            info -> ingest.reassure(from.unit(), info.epoch(), info.firstNumber()));
            case ASK -> answers.receive(from.unit(), payload);
            case ACK, LIST, ANSWER, TIME -> {
                // The hub's own words; the link does not even subscribe to them.
            }
        }
    }
}
