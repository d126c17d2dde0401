package io.turnout.gateway.command;

import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.CommandResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that this unit took, as it keeps them over a restart.
 *
 * @param newest no command up to this serial is taken any more
 * @param last the last {@link #MOST}, the newest last
 */
record TakenCommands(long newest, List<Entry> last) {
    /** More are never open at once: the hub says one after the other. */
    static final int MOST = 16;

    static final TakenCommands NONE = new TakenCommands(0, List.of());

    TakenCommands {
        last = List.copyOf(last);
    }

    /** One of them, and what became of it so far. */
    record Entry(long serial, String what, Optional<String> detail, CommandResult result) {
        boolean underWay() {
            return result.outcome() == Outcome.TAKEN;
        }
    }

    Optional<CommandResult> resultOf(long serial) {
        return last.stream()
                .filter(entry -> entry.serial() == serial)
                .map(Entry::result)
                .findFirst();
    }

    /** Those under way. */
    List<Entry> open() {
        return last.stream().filter(Entry::underWay).toList();
    }

    /** With one more, or with what became of one. */
    TakenCommands with(Entry entry) {
        List<Entry> entries = new ArrayList<>(last);
        entries.removeIf(before -> before.serial() == entry.serial());
        entries.add(entry);
        int from = Math.max(0, entries.size() - MOST);
        return new TakenCommands(
                Math.max(newest, entry.serial()), entries.subList(from, entries.size()));
    }
}
