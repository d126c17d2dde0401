package io.turnout.protocol.access;

import io.turnout.protocol.access.Verdict.Admitted;
import io.turnout.protocol.access.Verdict.Detail;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What each way of checking in asks for, and what it ignores, before the door is asked; and what a
 * way that names its session makes of the door's verdict. Pure. The cases are in {@code
 * way-rules.json}.
 */
public final class WayRules {
    private WayRules() {}

    /** What came of it; only what is open goes on to the door. */
    public enum Gate {
        OPEN,
        /** This way checks in only. */
        CHECKS_IN_ONLY,
        /** The session's page does not ask for this direction. */
        NOT_ASKED_FOR,
        CODE_MISSING,
        CODE_WRONG
    }

    /**
     * What somebody wants.
     *
     * @param code what was typed besides, empty for nothing
     * @param checksOut whether the organizer switched on check-out for ways that lack it
     */
    public record Wanted(Way way, Side side, String code, boolean checksOut) {}

    /** Whether a way may go on to the door of a session. */
    public static Gate gate(Wanted wanted, SessionAsks asks) {
        if (wanted.side() == Side.OUT && !checksOut(wanted)) {
            return Gate.CHECKS_IN_ONLY;
        }
        if (wanted.way() == Way.SESSION_PAGE && !asks.has(wanted.side())) {
            return Gate.NOT_ASKED_FOR;
        }
        return asksForCode(wanted.way()) ? code(wanted, asks) : Gate.OPEN;
    }

    private static boolean checksOut(Wanted wanted) {
        return switch (wanted.way()) {
            case UNIT, PIN, SESSION_PAGE, KIOSK -> true;
            case ATTENDANT, WALL_QR -> wanted.checksOut();
            case SELF_REPORT -> false;
        };
    }

    /** A PIN is a code itself; a kiosk ignores codes, and so does who is scanned. */
    private static boolean asksForCode(Way way) {
        return switch (way) {
            case SESSION_PAGE, SELF_REPORT -> true;
            case UNIT, ATTENDANT, PIN, WALL_QR, KIOSK -> false;
        };
    }

    private static Gate code(Wanted wanted, SessionAsks asks) {
        String set = plain(asks.code(wanted.side()));
        String typed = plain(wanted.code());
        if (set.isEmpty() || set.equals(typed)) {
            return Gate.OPEN;
        }
        return typed.isEmpty() ? Gate.CODE_MISSING : Gate.CODE_WRONG;
    }

    /** Neither case nor blanks around a code count. */
    public static String plain(String code) {
        return code.strip().toUpperCase(Locale.ROOT);
    }

    /**
     * The door's verdict for a way that names its session: an exit of somebody whom nobody saw
     * coming in leaves that session, and no other.
     */
    public static Verdict decide(Presented presented, SessionId session) {
        Verdict verdict = DoorRules.decide(presented);
        if (verdict instanceof Admitted out && out.reason() == Reason.OUT_WITHOUT_IN) {
            return new Admitted(
                    out.reason(),
                    Detail.of(session),
                    List.of(new Effect.Leave(Optional.of(session))),
                    out.flagged(),
                    out.basis());
        }
        return verdict;
    }
}
