package io.turnout.hub.ingest;

import io.turnout.protocol.message.UnitId;
import java.util.Arrays;

/** What came for the scan log and nobody has read yet. */
sealed interface Mail {
    UnitId unit();

    /** What it counts for: its size, and what every message costs besides. */
    int weight();

    /** Whether another one says the very same. */
    boolean repeats(Mail other);

    /** A batch as it came from the broker. */
    @SuppressWarnings("ArrayRecordComponent") // compared by repeats() only
    record Scans(UnitId unit, byte[] payload) implements Mail {
        @Override
        public int weight() {
            return EACH + payload.length;
        }

        @Override
        public boolean repeats(Mail other) {
            return other instanceof Scans scans && Arrays.equals(payload, scans.payload);
        }
    }

    /** A unit is to hear once more what is durable. */
    record Reassure(Work.Asked asked) implements Mail {
        @Override
        public UnitId unit() {
            return asked.journal().unit();
        }

        @Override
        public int weight() {
            return EACH;
        }

        @Override
        public boolean repeats(Mail other) {
            return equals(other);
        }
    }

    /** In bytes: what a message holds in memory besides its payload. */
    int EACH = 512;
}
