package io.turnout.hub.importing;

import java.util.List;
import java.util.Optional;

/**
 * What is done with files on a page that takes them.
 *
 * @param now with the file of the page; empty where it shows what the file would do
 * @param lately with others that the reader sent, the last first
 */
public record ImportWork(Optional<ImportState> now, List<ImportState> lately) {
    public ImportWork {
        lately = List.copyOf(lately);
    }

    public boolean working() {
        return now.map(ImportState::working).orElse(false);
    }
}
