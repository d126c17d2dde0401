package io.turnout.protocol.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a unit is to do, hub to unit, never retained. It says until when it is good by the unit's
 * own monotonic clock in one boot: nobody can keep it for later, whatever the unit's wall clock
 * says. The hub says it again, good for longer, until it is answered or over.
 *
 * @param serial grows with each command to the unit, and is the command's name; said again it is
 *     the same command
 * @param boot the unit's boot in which it is good, as the unit said it last
 * @param untilMonotonicMillis the unit's monotonic clock when it is too late
 * @param what a {@link CommandKind#word}, as text so that a unit answers what it does not know
 * @param detail what that needs to know
 * @param signature base64 of the hub's Ed25519 signature over {@link #signedContent}
 */
public record Command(
        long serial,
        String boot,
        long untilMonotonicMillis,
        String what,
        Optional<String> detail,
        String signature) {
    /** Largest message in bytes. */
    public static final int MAX_BYTES = 4096;

    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final Pattern LINE = Pattern.compile("[ -~]{0,200}");

    public Command {
        boolean plain = fits(boot) && WORD.matcher(what).matches() && fits(detail.orElse(""));
        if (serial < 1 || !plain) {
            throw new IllegalArgumentException("command " + serial + ": a word out of bounds");
        }
    }

    /** Whether a text can be part of one: a line that everybody writes alike. */
    public static boolean fits(String text) {
        return LINE.matcher(text).matches();
    }

    /** The same, signed. */
    public Command with(String itsSignature) {
        return new Command(serial, boot, untilMonotonicMillis, what, detail, itsSignature);
    }

    /** What the hub signs: everything, a line each, and the unit, so that it fits no other. */
    public String signedContent(UnitId unit) {
        return "turnout command 1\n%s\n%d\n%s\n%d\n%s\n%s"
                .formatted(unit, serial, boot, untilMonotonicMillis, what, detail.orElse(""));
    }
}
