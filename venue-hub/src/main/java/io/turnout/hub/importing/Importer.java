package io.turnout.hub.importing;

import io.turnout.hub.web.Words;
import java.util.List;

/**
 * What is done with the files that a page takes.
 *
 * @param <P> what a file would do
 */
public interface Importer<P> {
    /** Who sends a file to which event, in their language. */
    record Asked(String event, String who, Words words) {}

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
