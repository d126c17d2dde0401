package io.turnout.hub.reports;

import io.turnout.hub.agenda.EventFacts;
import io.turnout.hub.checkin.Noticing;
import io.turnout.hub.fleet.Completeness;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What a person should look at that is about no one attendee: readers that stopped, head counts far
 * from attendance, and what was noticed of the ways that nobody watches. A few for each session.
 */
record RoomAnomalies(Handle handle, EventFacts event, ReportFilter filter) {
    /** By time, then by kind, session and unit. */
    List<Anomaly> all(Completeness complete) {
        List<Anomaly> all =
                new ArrayList<>(new ReaderAnomalies(handle, event, filter).all(complete));
        all.addAll(heads());
        all.addAll(noticed());
        all.sort(
                Comparator.comparingLong(Anomaly::atMs)
                        .thenComparing(Anomaly::kind)
                        .thenComparing(one -> one.where().session())
                        .thenComparing(Anomaly::unit));
        return all;
    }

    private List<Anomaly> heads() {
        return new HeadCounts(handle)
                .farOff(event, filter).stream()
                        .map(found -> head(found.place(), found.count()))
                        .toList();
    }

    private static Anomaly head(Anomaly.Place place, HeadCounts.Count count) {
        return new Anomaly(
                "head-count",
                "head-count",
                Anomaly.Person.NOBODY,
                place,
                count.atMs(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(
                        count.people(),
                        count.inside(),
                        Math.abs(count.difference()),
                        count.difference() < 0 ? 0 : 1,
                        count.tolerance()));
    }

    /** Neither a room nor a session is known of these. */
    private List<Anomaly> noticed() {
        if (filter.room().isPresent() || filter.session().isPresent()) {
            return List.of();
        }
        return Noticing.of(handle, event.id()).stream()
                .filter(this::isOfDay)
                .map(RoomAnomalies::noticed)
                .toList();
    }

    private boolean isOfDay(Noticing.Finding found) {
        Instant at = Instant.ofEpochMilli(found.atMs());
        return filter.day()
                .filter(day -> !day.equals(LocalDate.ofInstant(at, event.zone())))
                .isEmpty();
    }

    private static Anomaly noticed(Noticing.Finding found) {
        return new Anomaly(
                found.kind(),
                found.kind(),
                Anomaly.Person.NOBODY,
                Anomaly.Place.NONE,
                found.atMs(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(found.subject(), found.times(), found.within()));
    }
}
