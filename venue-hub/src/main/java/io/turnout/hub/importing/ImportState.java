package io.turnout.hub.importing;

import io.turnout.hub.importing.Progress.At;
import io.turnout.hub.web.Words;
import java.util.Locale;

/**
 * A file in the list of those sent lately, and on its own page while it is worked on.
 *
 * @param title as the sender's machine calls it
 * @param sentence what is being done with it, or came of it
 * @param percent of the present stage; negative where nobody counts
 * @param working whether something is being done with it
 * @param writing whether that is taking it, and not only looking at it
 * @param next the page that shows what was taken; empty where nothing was
 */
public record ImportState(
        String name,
        String title,
        long sinceMs,
        String sentence,
        int percent,
        boolean working,
        boolean writing,
        String next) {
    static ImportState of(ImportJob<?> job, Words words) {
        At at = job.at();
        boolean working = job.outcome().isEmpty();
        return new ImportState(
                job.sent().name(),
                job.sent().title(),
                job.since().toEpochMilli(),
                job.outcome().map(outcome -> came(outcome, words)).orElseGet(() -> said(at, words)),
                at.of() == 0 ? -1 : (int) (100L * at.rows() / at.of()),
                working,
                job.takes(),
                job.outcome().map(ImportState::next).orElse(""));
    }

    private static String next(ImportOutcome<?> outcome) {
        return outcome instanceof ImportOutcome.Done<?> done ? done.taken().path() : "";
    }

    private static String said(At at, Words words) {
        String key = "import.stage." + at.stage().name().toLowerCase(Locale.ROOT);
        return at.of() == 0 ? words.get(key) : words.get(key + ".of", at.rows(), at.of());
    }

    private static String came(ImportOutcome<?> outcome, Words words) {
        return switch (outcome) {
            case ImportOutcome.Shown<?> shown ->
                    words.get(
                            shown.result() instanceof ImportResult.Imported<?>
                                    ? "import.came.shown"
                                    : "import.came.refused");
            case ImportOutcome.Done<?> done ->
                    words.get(done.taken().key(), done.taken().values().toArray());
            case ImportOutcome.Stopped<?> _ -> words.get("import.came.stopped");
            case ImportOutcome.Failed<?> _ -> words.get("import.came.failed");
            case ImportOutcome.Gone<?> _ -> words.get("import.file.gone");
        };
    }
}
