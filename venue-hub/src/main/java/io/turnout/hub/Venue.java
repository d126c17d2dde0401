package io.turnout.hub;

import io.turnout.hub.alerts.AlertWatch;
import io.turnout.hub.attendance.Attendance;
import io.turnout.hub.attendant.Deliveries;
import io.turnout.hub.broker.BrokerLink;
import io.turnout.hub.certificates.CertificateDesk;
import io.turnout.hub.checkin.HubDoor;
import io.turnout.hub.checkin.PersonalLinks;
import io.turnout.hub.fleet.AccessLists;
import io.turnout.hub.fleet.ChangeFeed;
import io.turnout.hub.fleet.ListKey;
import io.turnout.hub.fleet.ListPublisher;
import io.turnout.hub.fleet.PhoneLists;
import io.turnout.hub.fleet.Units;
import io.turnout.hub.fleet.UrgentChanges;
import io.turnout.hub.history.UnitHistory;
import io.turnout.hub.people.EventKeys;
import io.turnout.hub.programs.ProgramDesk;
import io.turnout.hub.seats.SeatDesk;
import java.util.Optional;

/** What has to do with units. */
record Venue(
        Units units,
        ListKey key,
        EventKeys badgeKeys,
        AccessLists access,
        ListPublisher lists,
        ChangeFeed feed,
        UrgentChanges urgent,
        Attendance attendance,
        SeatDesk seats,
        PhoneLists phoneLists,
        Deliveries deliveries,
        HubDoor ownDoor,
        PersonalLinks personalLinks,
        CertificateDesk certificates,
        ProgramDesk programs,
        Optional<HubTrust> trust,
        BrokerLink link,
        AlertWatch alerts,
        UnitHistory history,
        UnitMessages messages) {}
