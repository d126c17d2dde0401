package io.turnout.hub.importing;

import io.turnout.hub.importing.ImportResult.Imported;
import io.turnout.hub.importing.ImportResult.Rejected;
import io.turnout.hub.importing.Importer.Asked;
import io.turnout.hub.importing.Importer.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a file, or takes it, in a thread of its own. Thread-safe.
 *
 * @param <P> what a file would do
 */
final class ImportJob<P> {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);

    private final Sent sent;
    private final Instant since;
    private final Asked asked;
    private final Optional<String> mark;
    private final CompletableFuture<ImportOutcome<P>> outcome = new CompletableFuture<>();

    /**
     * A file that was sent.
     *
     * @param name by what it is held
     * @param title as the sender's machine calls it
     */
    record Sent(String name, String title, HeldFiles.Owner owner) {}

    /**
     * @param mark of what taking it was seen to do; none to look only
     */
    ImportJob(Sent sent, Instant since, Asked asked, Optional<String> mark) {
        this.sent = sent;
        this.since = since;
        this.asked = asked;
        this.mark = mark;
    }

    Sent sent() {
        return sent;
    }

    Instant since() {
        return since;
    }

    Asked asked() {
        return asked;
    }

    /** Whether it is to be taken, and not only looked at. */
    boolean takes() {
        return mark.isPresent();
    }

    Progress.At at() {
        return asked.progress().at();
    }

    void stop() {
        asked.progress().stop();
    }

    /** What came of it; empty while it works. */
    Optional<ImportOutcome<P>> outcome() {
        return Optional.ofNullable(outcome.getNow(null));
    }

    /** The same, after a while at the most. */
    Optional<ImportOutcome<P>> await(Duration atMost) {
        try {
            return Optional.of(outcome.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty(); // it works on, and the page says how far it is
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an import ends with an outcome only", e);
        }
    }

    /** Works; whatever happens, it has an outcome then. */
    void run(Importer<P> importer, HeldFiles held) {
        ImportOutcome<P> done = new ImportOutcome.Failed<>();
        try {
            done =
                    held.find(sent.name(), sent.owner())
                            .map(file -> of(importer, file))
                            .orElseGet(ImportOutcome.Gone::new);
        } catch (Progress.Stopped e) {
            done = new ImportOutcome.Stopped<>();
        } catch (RuntimeException e) { // the outermost edge of a thread: a page waits for it
            LOG.error("the import of a file for event {} failed", asked.event(), e);
        } finally {
            outcome.complete(done);
        }
    }

    private ImportOutcome<P> of(Importer<P> importer, byte[] file) {
        asked.progress().begin(Progress.Stage.OPENING, 0);
        ImportResult<P> now = importer.preview(asked, file);
        if (mark.isEmpty()) {
            return new ImportOutcome.Shown<>(now, false);
        }
        if (now instanceof Imported<P>(P shown, List<Note> _)
                && importer.mark(shown).equals(mark.get())) {
            return taken(importer.take(asked, file, shown));
        }
        return new ImportOutcome.Shown<>(now, true);
    }

    private ImportOutcome<P> taken(ImportResult<Taken> result) {
        return switch (result) {
            case Imported<Taken>(Taken taken, List<Note> _) -> new ImportOutcome.Done<>(taken);
            case Rejected<Taken>(List<Problem> problems, int notListed) ->
                    new ImportOutcome.Shown<>(new Rejected<>(problems, notListed), true);
        };
    }
}
