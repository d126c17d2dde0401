package io.turnout.hub.attendant;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.checkin.Answer;
import io.turnout.hub.checkin.Attempt;
import io.turnout.hub.checkin.HubDoor;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.SignedIn;
import io.turnout.protocol.access.SessionId;
import io.turnout.protocol.access.Side;
import io.turnout.protocol.access.Way;
import java.util.Optional;

/**
 * Badges that phones bring to the hub's own door, where seats are counted: it has some, phones have
 * none. Thread-safe.
 */
public record HubScans(Database database, HubDoor door, ScanWords words) {
    /** A badge's text, and which way whoever has it goes. */
    public record Read(String text, Side side) {
        /** Without the code, so that it may stand in a log. */
        @Override
        public String toString() {
            return "Read[" + side + "]";
        }
    }

    /** Decides of a badge's text; empty where the hub could not write it down in time. */
    Optional<HubScan> present(SignedIn user, String event, String session, Read read) {
        Attempt attempt =
                new Attempt(
                        EventFacts.require(database, event),
                        new Attempt.Who.Badge(read.text()),
                        new SessionId(session),
                        read.side(),
                        Way.ATTENDANT);
        return switch (door.present(attempt)) {
            case Answer.Decided decided -> {
                decided.scan().ifPresent(name -> note(user, name, decided));
                yield Optional.of(HubScan.of(decided));
            }
            case Answer.TryAgain(), Answer.NoSuchSession(), Answer.NoSuchPerson() ->
                    Optional.empty();
        };
    }

    private void note(SignedIn user, Answer.Name name, Answer.Decided decided) {
        words.scanned(user, name.unit(), name.epoch(), name.number(), decided.at().toEpochMilli());
    }
}
