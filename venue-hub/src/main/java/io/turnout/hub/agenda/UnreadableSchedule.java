package io.turnout.hub.agenda;

import io.turnout.hub.importing.Findings;

/** Reading cannot go on; what was read until then can still be checked for more problems. */
final class UnreadableSchedule extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String element;
    private final String key;

    @SuppressWarnings("serial") // never leaves the import
    private final Object[] values;

    /**
     * @param line from 1; 0 where the whole file is meant
     * @param element empty where the whole line is meant
     * @param key of the text that says why
     */
    UnreadableSchedule(int line, String element, String key, Object... values) {
        super(key);
        this.line = line;
        this.element = element;
        this.key = key;
        this.values = values;
    }

    void tell(Findings findings) {
        findings.problem(line, element, key, values);
    }
}
