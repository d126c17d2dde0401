package io.turnout.protocol.access;

import java.util.Locale;

/** Why a verdict is what it is. The wire form is the name in lower case with dashes. */
public enum Reason {
    UNREADABLE(Cure.TRY_AGAIN),
    OTHER_EVENT(Cure.GO_TO_DESK),
    FORGED(Cure.GO_TO_DESK),
    EXPIRED(Cure.GO_TO_DESK),
    NOT_YET_VALID(Cure.COME_BACK_AT),
    REVOKED(Cure.GO_TO_DESK),
    BLOCKED(Cure.GO_TO_DESK),
    REPLACED(Cure.GO_TO_DESK),
    /** Neither on the list nor answered by the hub; the detail says as of when the list is. */
    NOT_ON_LIST_AS_OF(Cure.ASK_STAFF),
    UNKNOWN(Cure.GO_TO_DESK),
    LEFT(Cure.NOTHING_TO_DO),
    OUT_WITHOUT_IN(Cure.NOTHING_TO_DO),
    TOO_EARLY(Cure.COME_BACK_AT),
    TOO_LATE(Cure.SEE_AGENDA),
    CANCELLED(Cure.SEE_AGENDA),
    /** The detail names the next session of the room, if there is one. */
    NO_SESSION_NOW(Cure.SEE_AGENDA),
    NOT_REGISTERED(Cure.ASK_STAFF),
    ALREADY_IN(Cure.NOTHING_TO_DO),
    ALREADY_INSIDE(Cure.ASK_STAFF),
    ALREADY_USED(Cure.ASK_STAFF),
    FULL(Cure.WAIT_FOR_SEAT),
    FULL_AS_FAR_AS_KNOWN(Cure.WAIT_FOR_SEAT),
    /** The clock's bounds straddle the session's entry window. */
    TIME_UNCERTAIN(Cure.ASK_STAFF),
    REGISTERED(Cure.NOTHING_TO_DO),
    TARGETED(Cure.NOTHING_TO_DO),
    OPEN(Cure.NOTHING_TO_DO),
    WALK_IN(Cure.NOTHING_TO_DO),
    OVERRIDE(Cure.NOTHING_TO_DO);

    private final Cure cure;

    Reason(Cure cure) {
        this.cure = cure;
    }

    public Cure cure() {
        return cure;
    }

    /**
     * Whether staff may let in who is kept out for this: not with a badge that is no good,
     * and never where seats are short, of which nobody has one to give away.
     */
    public boolean isForStaff() {
        return cure == Cure.ASK_STAFF;
    }

    /** The stable name on the wire, in exports and in test vectors: {@code not-on-list-as-of}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
