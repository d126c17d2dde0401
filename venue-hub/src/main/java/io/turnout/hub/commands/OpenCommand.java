package io.turnout.hub.commands;

import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandKind;
import io.turnout.protocol.message.UnitInfo;
import io.turnout.protocol.message.UnitTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A command that is not closed, and what is known of its unit.
 *
 * @param there whether the unit is online
 * @param clockMs the unit's clock minus the hub's, when it last spoke of itself
 * @param info what it said then
 */
record OpenCommand(
        CommandRow row, String event, boolean there, long clockMs, Optional<UnitInfo> info) {
    /** A word is good for so long at its unit; a later one is said anew. */
    private static final Duration GOOD_AT_UNIT = Duration.ofSeconds(60);

    /** Whether the unit stands where it was moved to: its list has told it, and it says so. */
    boolean moved() {
        return row.order() == Order.MOVE
                && info.filter(said -> said.door().value().equals(row.detail())).isPresent();
    }

    /** What is to be said, unsigned; nothing where the unit cannot be told now. */
    Optional<Command> word(Instant now) {
        return there ? row.order().kind().flatMap(kind -> word(kind, now)) : Optional.empty();
    }

    /** Good until a time of the unit's own clock, counted from what that showed when it spoke. */
    private Optional<Command> word(CommandKind kind, Instant now) {
        return info.filter(said -> Command.fits(said.boot()))
                .flatMap(said -> said.time().map(time -> word(kind, said, time, now)));
    }

    private Command word(CommandKind kind, UnitInfo said, UnitTime time, Instant now) {
        long since = now.toEpochMilli() - (said.at().toEpochMilli() - clockMs);
        long good = Math.min(GOOD_AT_UNIT.toMillis(), row.untilMs() - now.toEpochMilli());
        return new Command(
                row.serial(),
                said.boot(),
                time.monotonicMillis() + since + good,
                kind.word(),
                Optional.of(row.detail()).filter(text -> !text.isEmpty()),
                "");
    }
}
