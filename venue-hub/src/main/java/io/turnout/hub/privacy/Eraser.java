package io.turnout.hub.privacy;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.certificates.ErasedCertificates;
import io.turnout.hub.people.ErasedPeople;
import io.turnout.hub.webhooks.ErasedDeliveries;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/**
 * Takes from the database, in one transaction, everything by which some attendees could be known.
 * What counts stays: scans, times inside, credits, registrations, corrections, certificates' sums.
 *
 * @param who in whose name
 */
record Eraser(Handle handle, EventId event, String who, long nowMs) {
    /** Those that an organizer names, while the event may still go on. */
    void eraseNamed(Collection<Long> attendees) {
        Mentions mentions = Mentions.of(handle, attendees);
        erase(attendees, false);
        new WrittenTexts(handle, event).eraseNaming(mentions);
    }

    /** Those of an event that is over. */
    void eraseOver(Collection<Long> attendees) {
        erase(attendees, true);
    }

    private void erase(Collection<Long> attendees, boolean over) {
        new WrittenTexts(handle, event).eraseOf(attendees);
        ErasedCertificates.erase(handle, attendees, who, nowMs);
        ErasedPeople.erase(handle, event, attendees, nowMs, over);
        ErasedDeliveries.erase(handle, attendees);
    }
}
