package io.turnout.gateway.journal;

import io.turnout.protocol.message.LostScans;
import java.util.Optional;

/** What the hub has lost of what it had, until it has it again. Thread-safe. */
final class SentAgain {
    private volatile Optional<Condition.Loss> wanted = Optional.empty();

    /**
     * The earliest epoch that goes again; the others follow it.
     *
     * @param upTo what the hub still has of the epoch in use; of earlier ones it has nothing
     */
    void remember(Volumes volumes, long upTo) {
        for (Volume volume : volumes.all()) {
            long has = volume.epoch().equals(volumes.epoch()) ? upTo : 0;
            if (volume.acknowledged() > has) {
                LostScans scans = new LostScans(has + 1, volume.acknowledged(), false);
                wanted = Optional.of(new Condition.Loss(volume.epoch(), scans));
                return;
            }
        }
    }

    /** Empty where the hub has all of it. */
    Optional<Condition.Loss> open(Volumes volumes) {
        return wanted.filter(loss ->
                volumes.of(loss.epoch())
                        .filter(volume -> volume.acknowledged() < loss.scans().to())
                        .isPresent());
    }
}
