package io.turnout.hub.importing;

/**
 * How much an import reads and says before it gives up; a hostile file must not exhaust the hub.
 *
 * @param bytes size of a file
 * @param records events of an agenda or rows of a table
 * @param problems problems listed before they are only counted
 * @param notes notes listed before they are dropped
 */
public record ImportLimits(int bytes, int records, int problems, int notes) {

    /** The largest real agenda known has 2.8 MB and 1,007 events. */
    public static final ImportLimits DEFAULT = new ImportLimits(64 << 20, 100_000, 50, 200);

    public ImportLimits {
        if (bytes < 1 || records < 1 || problems < 1 || notes < 0) {
            throw new IllegalArgumentException(
                    "import limits must be positive: %d bytes, %d records, %d problems, %d notes"
                            .formatted(bytes, records, problems, notes));
        }
    }
}
