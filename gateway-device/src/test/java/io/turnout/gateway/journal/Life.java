package io.turnout.gateway.journal;

import java.nio.file.Path;
import java.time.Duration;

/** A short life of a journal with all that happens to one; says each number once it is durable. */
final class Life {
    static final int SEGMENT = 1024;

    private Life() {}

    public static void main(String[] args) throws JournalUnusable, JournalFailure {
        try (Journal journal = TestJournals.open(Path.of(args[0]), SEGMENT)) {
            System.out.println("ready");
            for (int i = 0; i < 22; i++) {
                long number = journal.append(Scans::scan).number();
                System.out.println(journal.epoch() + " " + number);
            }
            journal.acknowledge(journal.epoch(), journal.last() - 11);
            journal.prune(Scans.NOON.plus(Duration.ofDays(30)));
            journal.setBack(journal.acknowledged() - 1);
        }
    }
}
