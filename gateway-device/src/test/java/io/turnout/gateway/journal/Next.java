package io.turnout.gateway.journal;

import io.turnout.protocol.message.JournalEpoch;
import java.util.Optional;

/** What a hub would get next. */
final class Next {
    private Next() {}

    static Optional<Unsent> of(Journal journal, int atMost) throws JournalFailure {
        JournalEpoch epoch = journal.delivering();
        return journal.unsent(epoch, journal.acknowledged(epoch), atMost);
    }
}
