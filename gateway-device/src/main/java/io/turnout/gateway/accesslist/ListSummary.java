package io.turnout.gateway.accesslist;

import io.turnout.protocol.message.ListHeader;
import java.util.List;

/**
 * What lies beside the table of badges. It is written last: a table without it was never finished.
 *
 * @param tableChecksum of the table's file, to notice a disk that forgets
 * @param sets what the table's values point to
 */
record ListSummary(ListHeader header, long tableChecksum, List<Entitlements> sets) {
    ListSummary {
        sets = List.copyOf(sets);
    }
}
