package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.credit.Credits;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.people.PeopleBook;
import io.turnout.hub.store.Database;
import io.turnout.hub.web.Feature;
import io.turnout.hub.web.Frame;
import io.turnout.hub.web.Frames;
import io.turnout.hub.web.HttpProblem;
import io.turnout.hub.web.Pages;
import io.turnout.hub.web.Words;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All of certificates that pages and programs use. Thread-safe. */
public record CertificateDesk(
        EventBook events,
        PeopleBook people,
        Certificates certificates,
        Templates templates,
        Releases releases,
        CertificateJobs jobs,
        CertificateFiles files,
        Audit audit,
        Database database,
        InstantSource clock)
        implements AutoCloseable {
    /** Who issues and takes away what attendees get by themselves, in the record. */
    public static final String ATTENDEE = "attendee";

    /** What it stands on. */
    public record Ground(Database database, Audit audit, InstantSource clock, String url) {}

    /**
     * Starts, with jobs that were not finished before.
     *
     * @param changed is told the event of a job that got further
     */
    public static CertificateDesk start(
            Ground ground,
            EventBook events,
            PeopleBook people,
            Credits credits,
            Consumer<String> changed) {
        Database database = ground.database();
        Audit audit = ground.audit();
        InstantSource clock = ground.clock();
        Certificates certificates = new Certificates(database, audit, clock, credits, people);
        Templates templates = new Templates(database, audit, clock);
        return new CertificateDesk(
                events,
                people,
                certificates,
                templates,
                new Releases(database, audit),
                CertificateJobs.start(
                        new CertificateJobs.Ground(database, audit, clock),
                        events,
                        certificates,
                        changed),
                new CertificateFiles(templates, ground.url()),
                audit,
                database,
                clock);
    }

    /** The pages and the API. */
    public List<Feature> features(Pages pages, Frames frames) {
        Site site = new Site(this, pages, frames);
        Verification verification = new Verification(certificates, clock);
        return List.of(
                Feature.closed(new CertificatePagesHttpService(site)),
                Feature.closed(new CertificateJobsHttpService(site)),
                Feature.closed(new TemplateHttpService(site)),
                Feature.closed(new PersonCertificatesHttpService(site)),
                Feature.closed(new CertificateApiHttpService(this)),
                Feature.closed(new VerifyHttpService(verification, pages)),
                Feature.closed(new VerifyApiHttpService(verification)));
    }

    /**
     * What the pages of organizers stand on.
     *
     * @param frames what stands around them
     */
    record Site(CertificateDesk desk, Pages pages, Frames frames) {
        Frame frame(EventSettings event, Words words) {
            String id = event.id().value();
            return frames.require(id, words);
        }
    }

    /** Whether attendees get theirs by themselves now. */
    public boolean isReleased(EventSettings event) {
        return releases.of(event.id()).isOpen(event, clock.instant());
    }

    /**
     * What an attendee sees of their certificate.
     *
     * @param newer whether they can get one, or one that replaces the valid one
     * @param nothing the key of why there is none; empty where there is one or could be
     */
    public record Own(Optional<Certificate> valid, boolean newer, Optional<String> nothing) {}

    /** What an attendee sees of their certificate. */
    public Own own(EventSettings event, long attendee) {
        List<Certificate> all = certificates.of(event.id(), attendee);
        Optional<Certificate> last = all.stream().findFirst();
        if (last.filter(Certificate::isRevoked).isPresent()) {
            return new Own(Optional.empty(), false, Optional.of("my.certificate.revoked"));
        }
        Optional<Certified> now = certificates.now(event, attendee);
        boolean good = now.filter(one -> Certificates.isEnough(one, scope(event))).isPresent();
        boolean newer = good && last.filter(one -> one.certified().saysAs(now.get())).isEmpty();
        Optional<String> nothing =
                last.isEmpty() && !good ? Optional.of("my.certificate.nothing") : Optional.empty();
        return new Own(last, newer, nothing);
    }

    /** Issues what an attendee asks for themselves, unless theirs was revoked. */
    public void issueOwn(EventSettings event, long attendee) {
        certificates.issue(event, attendee, scope(event), false, ATTENDEE);
    }

    private Scope scope(EventSettings event) {
        return releases.of(event.id()).scope();
    }

    /**
     * The event of that id.
     *
     * @throws HttpProblem 404 where there is none
     */
    EventSettings event(String id) {
        return events.find(id).orElseThrow(() -> HttpProblem.notFound("event", id));
    }

    /**
     * The certificate of that number, as somebody typed it.
     *
     * @throws HttpProblem 404 where the event has none such
     */
    Certificate certificate(EventSettings event, String number) {
        return CertificateNumber.typed(number)
                .flatMap(certificates::find)
                .filter(one -> one.event().equals(event.id()))
                .orElseThrow(() -> HttpProblem.notFound("certificate", number));
    }

    /**
     * The same, where there is a name to put on it.
     *
     * @throws HttpProblem 409 where whose it was has been erased
     */
    Certificate printable(EventSettings event, String number) {
        Certificate certificate = certificate(event, number);
        if (certificate.isNameless()) {
            throw HttpProblem.of(409, "number", "erased-certificate");
        }
        return certificate;
    }

    /**
     * The job of that id.
     *
     * @throws HttpProblem 404 where the event has none such
     */
    JobRows.Job job(EventSettings event, String id) {
        return Optional.of(id)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .flatMap(text -> jobs.find(event.id(), Long.parseLong(text)))
                .orElseThrow(() -> HttpProblem.notFound("job", id));
    }

    /** Writes down that somebody took all certificates of a job away. */
    void downloaded(EventSettings event, JobRows.Job job, String who) {
        database.change(handle ->
                audit.add(
                        handle,
                        who,
                        "download certificates",
                        event.id().value(),
                        "job %d, %d files".formatted(job.id(), job.files())));
    }

    @Override
    public void close() {
        jobs.close();
    }
}
