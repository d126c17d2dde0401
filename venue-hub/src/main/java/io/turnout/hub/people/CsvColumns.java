package io.turnout.hub.people;

import java.util.List;

/**
 * The columns of a list.
 *
 * @param required must be in the header
 * @param optional may be in the header; a column that is in neither is refused
 */
record CsvColumns(List<String> required, List<String> optional) {
    CsvColumns {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    boolean knows(String name) {
        return required.contains(name) || optional.contains(name);
    }

    /** The header line as it should be. */
    String header() {
        String all = String.join(",", required);
        return optional.isEmpty() ? all : all + "," + String.join(",", optional);
    }
}
