package io.turnout.hub.importing;

import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.web.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The files of a page that are looked at and taken, whether or not anybody waits for it: two at a
 * time, because a file may fill memory. What came of them is kept for half an hour; a restart
 * forgets it, and what was being written then is not written. Thread-safe.
 *
 * @param <P> what a file would do
 */
final class ImportJobs<P> {
    private static final int AT_ONCE = 2;
    private static final int MOST = 40;
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Importer<P> importer;
    private final HeldFiles held;
    private final InstantSource clock;
    private final Consumer<String> told;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Map<String, ImportJob<P>> jobs = new LinkedHashMap<>();

    /**
     * @param told of an event with an import that is farther than it was
     */
    ImportJobs(Importer<P> importer, HeldFiles held, InstantSource clock, Consumer<String> told) {
        this.importer = importer;
        this.held = held;
        this.clock = clock;
        this.told = told;
    }

    /** Whoever wants something, of which event, in their language. */
    record By(String event, String who, Words words) {}

    /** Looks at a file that was just sent. */
    synchronized ImportJob<P> look(ImportJob.Sent sent, By by) {
        return start(sent, by, Optional.empty());
    }

    /**
     * A file's job, as its sender reads it; what it would do is looked at again for other words.
     */
    synchronized Optional<ImportJob<P>> find(String name, HeldFiles.Owner owner, By by) {
        forgetOld();
        return Optional.ofNullable(jobs.get(name))
                .filter(job -> job.sent().owner().equals(owner))
                .map(job -> reads(job, by) ? job : start(job.sent(), by, Optional.empty()));
    }

    /**
     * Takes a file, unless that is being done or was done already.
     *
     * @param mark of what whoever wants it has seen
     */
    synchronized Optional<ImportJob<P>> take(
            String name, HeldFiles.Owner owner, By by, String mark) {
        return find(name, owner, by)
                .map(job -> isOver(job) ? start(job.sent(), by, Optional.of(mark)) : job);
    }

    /** What somebody sent lately, the last first. */
    synchronized List<ImportJob<P>> of(HeldFiles.Owner owner) {
        forgetOld();
        return jobs.values().stream()
                .filter(job -> job.sent().owner().equals(owner))
                .toList()
                .reversed();
    }

    private static <P> boolean isOver(ImportJob<P> job) {
        return job.outcome()
                .map(outcome -> !(outcome instanceof ImportOutcome.Done<P>))
                .orElse(false);
    }

    private boolean reads(ImportJob<P> job, By by) {
        boolean shown =
                job.outcome()
                        .map(outcome -> outcome instanceof ImportOutcome.Shown<P>)
                        .orElse(false);
        return !shown || job.asked().words().language().equals(by.words().language());
    }

    private ImportJob<P> start(ImportJob.Sent sent, By by, Optional<String> mark) {
        Progress progress = new Progress(() -> told.accept(by.event()));
        Asked asked = new Asked(by.event(), by.who(), by.words(), progress);
        ImportJob<P> job = new ImportJob<>(sent, clock.instant(), asked, mark);
        jobs.remove(sent.name());
        forgetOld();
        jobs.put(sent.name(), job);
        Thread.ofVirtual().name("import").start(() -> run(job));
        return job;
    }

    private void run(ImportJob<P> job) {
        turns.acquireUninterruptibly();
        try {
            job.run(importer, held);
        } finally {
            turns.release();
            if (job.outcome().orElseThrow() instanceof ImportOutcome.Done<P>) {
                held.drop(job.sent().name(), job.sent().owner());
            }
            told.accept(job.asked().event());
        }
    }

    /** The oldest go first where there are many; what works is not forgotten. */
    private void forgetOld() {
        Instant before = clock.instant().minus(KEPT);
        int spare = jobs.size() - MOST + 1;
        List<String> over =
                jobs.entrySet().stream()
                        .filter(job -> job.getValue().outcome().isPresent())
                        .map(Map.Entry::getKey)
                        .toList();
        for (String name : over) {
            ImportJob<P> job = jobs.get(name);
            if (job != null && (spare > 0 || job.since().isBefore(before))) {
                jobs.remove(name);
                spare--;
            }
        }
    }
}
