package io.turnout.protocol.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What became of a {@link Command}, unit to hub, never retained: it is said again whenever the
 * command is.
 *
 * @param serial the command's
 * @param why a word for why it is refused, such as {@code unknown}
 */
public record CommandResult(long serial, Outcome outcome, Optional<String> why) {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,31}");

    public enum Outcome {
        /** It is under way; done or refused comes later. */
        TAKEN,
        DONE,
        /** It was not and will not be done. */
        REFUSED
    }

    public CommandResult {
        if (serial < 1 || why.filter(word -> !WORD.matcher(word).matches()).isPresent()) {
            throw new IllegalArgumentException("result of command " + serial + " out of bounds");
        }
    }

    public static CommandResult done(long serial) {
        return new CommandResult(serial, Outcome.DONE, Optional.empty());
    }

    public static CommandResult taken(long serial) {
        return new CommandResult(serial, Outcome.TAKEN, Optional.empty());
    }

    public static CommandResult refused(long serial, String why) {
        return new CommandResult(serial, Outcome.REFUSED, Optional.of(why));
    }
}
