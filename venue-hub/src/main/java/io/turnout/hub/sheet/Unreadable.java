package io.turnout.hub.sheet;

import io.turnout.hub.importing.Findings;

/** A file is no table that could be read. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final int row;
    private final String key;

    @SuppressWarnings("serial") // never leaves the package
    private final Object[] values;

    /**
     * @param row as the spreadsheet counts; 0 where the whole file is meant
     * @param key of the text that says why
     */
    Unreadable(int row, String key, Object... values) {
        super(key);
        this.row = row;
        this.key = key;
        this.values = values;
    }

    void tell(Findings findings) {
        findings.problem(row, "", key, values);
    }
}
