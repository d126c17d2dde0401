package io.turnout.gateway.journal;

import java.nio.file.Path;

/** A program that appends until it is killed, and says each number once it is durable. */
final class Appender {
    private Appender() {}

    public static void main(String[] args) throws JournalUnusable, JournalFailure {
        try (Journal journal = Journal.open(Path.of(args[0]))) {
            while (true) {
                System.out.println(journal.append(Scans::scan).number());
            }
        }
    }
}
