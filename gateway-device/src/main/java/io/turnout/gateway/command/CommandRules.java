package io.turnout.gateway.command;

import io.turnout.protocol.crypto.Ed25519;
import io.turnout.protocol.message.Command;
import io.turnout.protocol.message.CommandKind;
import io.turnout.protocol.message.CommandResult;
import io.turnout.protocol.message.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Whether a command is one of the hub's, for this unit, for now, and not done before. Only looks.
 *
 * @param hubKey the hub's public key, raw
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record CommandRules(UnitId unit, byte[] hubKey) {
    /** Of a command older than one that was taken: it will never be done. */
    static final String OLDER = "older";

    /** Of a command of a newer hub. */
    static final String UNKNOWN = "unknown";

    /**
     * The unit's own time, which nobody sets.
     *
     * @param boot which boot it is
     */
    public record Moment(String boot, long monotonicMillis) {}

    /** What to do with a command. */
    sealed interface Judgement {
        /** To be done. */
        record Good(CommandKind kind) implements Judgement {}

        /** Nothing but this is to be said. */
        record Answered(CommandResult result) implements Judgement {}

        /** Not to be done, and new: to be kept and said. */
        record Refused(CommandResult result) implements Judgement {}

        /** Of another boot, or too late; the hub says it again where it still means it. */
        record Stale() implements Judgement {}

        /** Not the hub's word for this unit. */
        record Forged() implements Judgement {}
    }

    /** The signature first: of what the hub did not sign nothing else counts. */
    Judgement judge(Command command, Moment now, TakenCommands before) {
        if (!signed(command)) {
            return new Judgement.Forged();
        }
        Optional<CommandResult> known = before.resultOf(command.serial());
        if (known.isPresent()) {
            return new Judgement.Answered(known.get());
        }
        boolean current = command.boot().equals(now.boot());
        if (!current || now.monotonicMillis() > command.untilMonotonicMillis()) {
            return new Judgement.Stale();
        }
        if (command.serial() <= before.newest()) {
            return new Judgement.Answered(CommandResult.refused(command.serial(), OLDER));
        }
        return CommandKind.of(command.what())
                .<Judgement>map(Judgement.Good::new)
                .orElseGet(() ->
                        new Judgement.Refused(CommandResult.refused(command.serial(), UNKNOWN)));
    }

    private boolean signed(Command command) {
        try {
            return Ed25519.verify(
                    hubKey,
                    command.signedContent(unit).getBytes(StandardCharsets.UTF_8),
                    Base64.getDecoder().decode(command.signature()));
        } catch (IllegalArgumentException _) {
            // What is no base64 is no signature.
            return false;
        }
    }
}
