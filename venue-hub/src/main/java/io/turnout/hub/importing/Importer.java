package io.turnout.hub.importing;

import io.turnout.hub.web.Words;
import java.util.List;

/**
 * What is done with the files that a page takes.
 *
 * @param <P> what a file would do
 */
public interface Importer<P> {
    /**
     * Who sends a file to which event, in their language.
     *
     * @param progress to be told how far it is; what it throws must roll back what was written
     */
    record Asked(String event, String who, Words words, Progress progress) {
        /** Whose progress nobody watches. */
        public Asked(String event, String who, Words words) {
            this(event, who, words, Progress.unseen());
        }

        /** What is found in the file, by the usual limits. */
        public Findings findings() {
            return new Findings(ImportLimits.DEFAULT, words, progress);
        }
    }

    /**
     * What was done.
     *
     * @param path of the page that is shown next
     * @param key of the sentence that is said there
     */
    record Taken(String path, String key, List<Object> values) {
        public Taken {
            values = List.copyOf(values);
        }
    }

    /** What a file would do, without doing it. */
    ImportResult<P> preview(Asked asked, byte[] file);

    /** Differs where taking the file would do something else than was shown. */
    String mark(P preview);

    /**
     * Takes a file: all of it or nothing.
     *
     * @param shown what it would do, as whoever sends it has seen
     */
    ImportResult<Taken> take(Asked asked, byte[] file, P shown);
}
