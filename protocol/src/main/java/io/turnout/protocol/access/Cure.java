package io.turnout.protocol.access;

/** What the person at the door can do next. */
public enum Cure {
    NOTHING_TO_DO,
    TRY_AGAIN,
    GO_TO_DESK,
    COME_BACK_AT,
    SEE_AGENDA,
    ASK_STAFF,
    WAIT_FOR_SEAT
}
