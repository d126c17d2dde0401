package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.Certificate.End;
import io.turnout.hub.credit.Credits;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Certificates: issued, replaced where what is known has changed, revoked, found. What one says
 * never changes. An attendee has one valid certificate of an event at most. Thread-safe.
 */
public final class Certificates {
    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Certifier certifier;

    public Certificates(
            Database database,
            Audit audit,
            InstantSource clock,
            Credits credits,
            PeopleBook people) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.certifier = new Certifier(credits, people);
    }

    /** What came of issuing one. */
    public sealed interface Outcome {
        record Issued(Certificate certificate) implements Outcome {}

        /** What is known had changed; the old one is not valid any more. */
        record Replaced(Certificate certificate) implements Outcome {}

        /** The one there is says what is known now. */
        record Kept(Certificate certificate) implements Outcome {}

        /** The attendee has no session that is certified. */
        record Nothing() implements Outcome {}

        /** The attendee has sessions, but no credits, and only credits were wanted. */
        record NoCredit() implements Outcome {}

        /** The last one was revoked: another is issued only where a person says so. */
        record Revoked(Certificate certificate) implements Outcome {}

        /** The valid one says more than is known now, which would make none: to be looked at. */
        record Outdated(Certificate certificate) implements Outcome {}

        /** The event does not have the attendee. */
        record Gone() implements Outcome {}

        /** As tables write it. */
        default String key() {
            return switch (this) {
                case Issued _ -> "issued";
                case Replaced _ -> "replaced";
                case Kept _ -> "kept";
                case Nothing _ -> "nothing";
                case NoCredit _ -> "no-credit";
                case Revoked _ -> "revoked";
                case Outdated _ -> "outdated";
                case Gone _ -> "gone";
            };
        }
    }

    /**
     * What is wanted for one attendee, with what is known of them.
     *
     * @param certified empty where the event does not have the attendee
     */
    record Wanted(
            EventId event,
            long attendee,
            Optional<Certified> certified,
            Scope scope,
            boolean evenIfRevoked,
            String who) {}

    /**
     * Issues a certificate, or the next one where the valid one is outdated.
     *
     * @param evenIfRevoked whether also to whom the last one was revoked
     */
    public Outcome issue(
            EventSettings event, long attendee, Scope scope, boolean evenIfRevoked, String who) {
        Wanted wanted = wanted(event, attendee, scope, evenIfRevoked, who);
        return database.write(handle -> {
            Outcome outcome = issue(handle, wanted);
            made(outcome)
                    .ifPresent(made ->
                            audit.add(
                                    handle,
                                    who,
                                    "issue certificate",
                                    PeopleBook.subject(event.id(), attendee),
                                    made.number().shown()));
            return outcome;
        });
    }

    Wanted wanted(
            EventSettings event, long attendee, Scope scope, boolean evenIfRevoked, String who) {
        Optional<Certified> now = certifier.ofKnown(event, attendee);
        return new Wanted(event.id(), attendee, now, scope, evenIfRevoked, who);
    }

    /** What an outcome made that was not there before. */
    static Optional<Certificate> made(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued(Certificate made) -> Optional.of(made);
            case Outcome.Replaced(Certificate made) -> Optional.of(made);
            case Outcome.Kept _,
                    Outcome.Nothing _,
                    Outcome.NoCredit _,
                    Outcome.Revoked _,
                    Outcome.Outdated _,
                    Outcome.Gone _ ->
                    Optional.empty();
        };
    }

    Outcome issue(Handle handle, Wanted wanted) {
        if (wanted.certified().isEmpty()) {
            return new Outcome.Gone();
        }
        Certified now = wanted.certified().get();
        List<Certificate> all = CertificateRows.of(handle, wanted.event(), wanted.attendee());
        List<Certificate> valid = all.stream().filter(one -> one.end().isEmpty()).toList();
        if (valid.isEmpty() && !all.isEmpty() && !wanted.evenIfRevoked()) {
            return new Outcome.Revoked(all.getFirst());
        }
        if (valid.size() == 1 && valid.getFirst().certified().saysAs(now)) {
            return new Outcome.Kept(valid.getFirst());
        }
        if (!isEnough(now, wanted.scope())) {
            boolean nothing = now.attended().isEmpty();
            return valid.isEmpty()
                    ? nothing ? new Outcome.Nothing() : new Outcome.NoCredit()
                    : new Outcome.Outdated(valid.getFirst());
        }
        return store(handle, wanted, now, valid);
    }

    /** Whether somebody gets a certificate that says this. */
    static boolean isEnough(Certified now, Scope scope) {
        return switch (scope) {
            case ATTENDED -> !now.attended().isEmpty();
            case CREDIT -> now.total().signum() > 0;
        };
    }

    /** Replaces all that are valid: whoever was two attendees, made one since, may have two. */
    private Outcome store(Handle handle, Wanted wanted, Certified now, List<Certificate> replaced) {
        Certificate made =
                new Certificate(
                        CertificateNumber.next(),
                        wanted.event(),
                        wanted.attendee(),
                        Templates.newest(handle, wanted.event()),
                        now,
                        clock.millis(),
                        wanted.who(),
                        Optional.empty());
        CertificateRows.insert(handle, made);
        for (Certificate old : replaced) {
            End end = new End.Replaced(made.number(), clock.millis());
            CertificateRows.end(handle, old.number(), end, wanted.who());
        }
        return replaced.isEmpty() ? new Outcome.Issued(made) : new Outcome.Replaced(made);
    }

    /**
     * Takes a certificate back.
     *
     * @return false where it is not valid any more, or the event has none such
     */
    boolean revoke(EventId event, CertificateNumber number, String why, String who) {
        return database.write(handle -> {
            Optional<Certificate> valid =
                    CertificateRows.find(handle, number)
                            .filter(one -> one.event().equals(event) && one.end().isEmpty());
            if (valid.isEmpty()) {
                return false;
            }
            CertificateRows.end(handle, number, new End.Revoked(why, who, clock.millis()), who);
            audit.add(
                    handle,
                    who,
                    "revoke certificate",
                    PeopleBook.subject(event, valid.get().attendee()),
                    number.shown());
            return true;
        });
    }

    /** The certificate of a number, whoever's and whatever became of it. */
    public Optional<Certificate> find(CertificateNumber number) {
        return database.read(handle -> CertificateRows.find(handle, number));
    }

    /** Those of an attendee: the valid one, then the latest first. */
    public List<Certificate> of(EventId event, long attendee) {
        return database.read(handle -> CertificateRows.of(handle, event, attendee));
    }

    /** What one would say now; empty where the event does not have the attendee. */
    public Optional<Certified> now(EventSettings event, long attendee) {
        return certifier.of(event, attendee);
    }

    /** A part of the list, and how many there are in all. */
    record Found(List<Certificate> rows, long all) {}

    Found page(EventId event, int offset, int most) {
        return database.read(handle ->
                new Found(
                        CertificateRows.page(handle, event, offset, most),
                        CertificateRows.count(handle, event)));
    }

    /** Writes down that somebody took a certificate away. */
    public void downloaded(Certificate certificate, String who) {
        database.change(handle ->
                audit.add(
                        handle,
                        who,
                        "download certificate",
                        PeopleBook.subject(certificate.event(), certificate.attendee()),
                        certificate.number().shown()));
    }
}
