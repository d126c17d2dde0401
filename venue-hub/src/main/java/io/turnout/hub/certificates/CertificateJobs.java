package io.turnout.hub.certificates;

import io.turnout.hub.agenda.EventBook;
import io.turnout.hub.agenda.EventId;
import io.turnout.hub.agenda.EventSettings;
import io.turnout.hub.certificates.Certificates.Outcome;
import io.turnout.hub.certificates.Certificates.Wanted;
import io.turnout.hub.certificates.JobRows.Job;
import io.turnout.hub.identity.Audit;
import io.turnout.hub.store.Database;
import io.turnout.hub.store.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues the certificates of many attendees on a thread of its own, a few in each transaction, in
 * which it also writes down how far it is: after a restart it goes on there, and nobody gets two.
 * Thread-safe.
 */
public final class CertificateJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateJobs.class);
    private static final int AT_ONCE = 50;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final EventBook events;
    private final Certificates certificates;
    private final Consumer<String> changed;
    private final Rounds rounds = new Rounds("certificates", this::round);

    private CertificateJobs(
            Ground ground, EventBook events, Certificates certificates, Consumer<String> changed) {
        this.database = ground.database();
        this.audit = ground.audit();
        this.clock = ground.clock();
        this.events = events;
        this.certificates = certificates;
        this.changed = changed;
    }

    /** What it stands on. */
    public record Ground(Database database, Audit audit, InstantSource clock) {}

    /**
     * Starts, with what was not finished before.
     *
     * @param changed is told the event of a job that got further, after the commit
     */
    public static CertificateJobs start(
            Ground ground, EventBook events, Certificates certificates, Consumer<String> changed) {
        CertificateJobs jobs = new CertificateJobs(ground, events, certificates, changed);
        jobs.rounds.start();
        return jobs;
    }

    /** Begins a job, or gives the one that runs for the event already. */
    Job begin(EventId event, Scope scope, String who) {
        Job job =
                database.write(handle -> {
                    Optional<Job> running = JobRows.running(handle, event);
                    if (running.isPresent()) {
                        return running.get();
                    }
                    Job made = JobRows.make(handle, event, scope, who, clock.millis());
                    audit.add(
                            handle,
                            who,
                            "issue certificates",
                            event.value(),
                            "job %d for %s".formatted(made.id(), scope.key()));
                    return made;
                });
        rounds.poke();
        return job;
    }

    /** Ends a job; what it issued stays. */
    void cancel(Job job, String who) {
        database.change(handle -> {
            if (JobRows.end(handle, job.id(), "cancelled", clock.millis())) {
                audit.add(
                        handle, who, "cancel certificates", job.event().value(), "job " + job.id());
            }
        });
    }

    Optional<Job> find(EventId event, long id) {
        return database.read(handle -> JobRows.find(handle, event, id));
    }

    /** The latest first. */
    List<Job> of(EventId event) {
        return database.read(handle -> JobRows.of(handle, event));
    }

    /** What came of attendees after one, by id. */
    List<JobRows.Line> lines(long job, long after, int most) {
        return database.read(handle -> JobRows.lines(handle, job, after, most));
    }

    /** Finishes the attendees it is at, then stops; the rest is done after the next start. */
    @Override
    public void close() {
        rounds.close();
    }

    private Duration round() {
        for (Optional<Job> next = next(); next.isPresent(); next = next()) {
            step(next.get());
        }
        return Rounds.UNTIL_POKED;
    }

    private Optional<Job> next() {
        return rounds.areEnding() ? Optional.empty() : database.read(JobRows::firstRunning);
    }

    /** A job that cannot go on ends, and says so; the others must get their turn. */
    private void step(Job job) {
        try {
            EventSettings event =
                    events.find(job.event().value())
                            .orElseThrow(() -> new IllegalStateException("its event is gone"));
            List<Long> next = database.read(handle -> JobRows.next(handle, job, AT_ONCE));
            List<Wanted> wanted = new ArrayList<>();
            for (long attendee : next) {
                wanted.add(certificates.wanted(event, attendee, job.scope(), false, job.who()));
            }
            database.change(handle -> write(handle, job, wanted));
        } catch (RuntimeException e) {
            LOG.error("the certificates of job {} cannot be issued", job.id(), e);
            database.change(handle -> JobRows.end(handle, job.id(), "failed", clock.millis()));
        }
        changed.accept(job.event().value());
    }

    private void write(Handle handle, Job job, List<Wanted> wanted) {
        if (!JobRows.isRunning(handle, job.id())) {
            return; // cancelled meanwhile
        }
        if (wanted.isEmpty()) {
            JobRows.end(handle, job.id(), "done", clock.millis());
            return;
        }
        for (Wanted one : wanted) {
            Outcome outcome = certificates.issue(handle, one);
            Optional<CertificateNumber> number =
                    switch (outcome) {
                        case Outcome.Issued(Certificate made) -> Optional.of(made.number());
                        case Outcome.Replaced(Certificate made) -> Optional.of(made.number());
                        case Outcome.Kept(Certificate kept) -> Optional.of(kept.number());
                        case Outcome.Nothing _,
                                Outcome.NoCredit _,
                                Outcome.Revoked _,
                                Outcome.Outdated _,
                                Outcome.Gone _ ->
                                Optional.empty();
                    };
            JobRows.line(handle, job.id(), one.attendee(), outcome.key(), number);
        }
        JobRows.reached(handle, job.id(), wanted.getLast().attendee());
    }
}
