package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.Certified.Line;
import io.turnout.hub.certificates.Certified.Person;
import io.turnout.hub.certificates.Certified.Study;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.credit.Credits;
import io.turnout.hub.credit.Reason;
import io.turnout.hub.people.Attendee;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.web.Words;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a certificate would say now, of what attendees earned. Thread-safe. */
final class Certifier {
    private static final String LICENCE = "licence-number";

    private final Credits credits;
    private final PeopleBook people;

    Certifier(Credits credits, PeopleBook people) {
        this.credits = credits;
        this.people = people;
    }

    /** Empty where the event does not have the attendee. */
    Optional<Certified> of(EventSettings event, long attendee) {
        return people.find(event.id(), attendee).map(person -> certified(event, person));
    }

    /** The same, and empty too where the attendee was erased: nobody is certified then. */
    Optional<Certified> ofKnown(EventSettings event, long attendee) {
        return people.find(event.id(), attendee)
                .filter(person -> !person.erased())
                .map(person -> certified(event, person));
    }

    private Certified certified(EventSettings event, Attendee person) {
        return new Certified(
                event.title(),
                event.zone().getId(),
                event.firstDay().map(LocalDate::toString).orElse(""),
                event.lastDay().map(LocalDate::toString).orElse(""),
                person(event, person.details()),
                credits.of(event.id().value(), person.id()).stream().map(Certifier::line).toList());
    }

    private static Person person(EventSettings event, Attendee.Details details) {
        return new Person(
                details.givenName(),
                details.familyName(),
                event.identify().contains(LICENCE) ? details.licenceNumber() : "");
    }

    private static Line line(CreditLine line) {
        Map<String, String> why = new LinkedHashMap<>();
        for (Words words : Words.all()) {
            why.put(words.language().getLanguage(), Reason.in(words, line.reasons()));
        }
        return new Line(
                line.session().value(),
                line.title(),
                line.start().toEpochMilli(),
                line.end().toEpochMilli(),
                line.counted().toMinutes(),
                line.granted(),
                line.flagged(),
                line.credits().stream()
                        .map(one -> new Study(one.field(), one.credits().toPlainString()))
                        .toList(),
                why);
    }
}
