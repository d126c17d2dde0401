package io.turnout.hub.ingest;

import io.turnout.protocol.message.LostScans;
import io.turnout.protocol.message.Scan;
import io.turnout.protocol.message.ScanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What waits for the writer. */
sealed interface Work {
    Journals.Key journal();

    /** What it counts for in a transaction: rows. */
    default int weight() {
        return 1;
    }

    /**
     * A batch.
     *
     * @param refused scans of it that cannot be read
     */
    record Arrived(
            Journals.Key journal, List<ScanRow> rows, List<LostScans> lost, List<Refused> refused)
            implements Work {
        static Arrived of(ScanBatch batch) {
            List<ScanRow> rows = new ArrayList<>(batch.scans().size());
            for (Scan scan : batch.scans()) {
                rows.add(new ScanRow(batch.unit(), batch.epoch(), scan));
            }
            Journals.Key journal = new Journals.Key(batch.unit(), batch.epoch());
            return new Arrived(journal, rows, batch.lost().orElse(List.of()), List.of());
        }

        @Override
        public int weight() {
            return Math.max(1, rows.size() + refused.size());
        }

        Journals.Appended appended() {
            if (rows.isEmpty()) {
                return Journals.Appended.NOTHING;
            }
            long lowest = rows.getFirst().number();
            long highest = rows.getLast().number();
            return new Journals.Appended(lowest, highest, highest - lowest + 1 == rows.size());
        }
    }

    /**
     * A unit may have missed the last acknowledgement.
     *
     * @param first where its journal begins, as far as it said so
     */
    record Asked(Journals.Key journal, Optional<Long> first) implements Work {}
}
