package io.turnout.gateway.reader.usb;

/** What came of what a scanner sent. */
sealed interface Decoded {
    /** A whole text. */
    record Text(String text) implements Decoded {}

    /** Something that is no whole text, and is never part of one. */
    record Dropped(Why why) implements Decoded {}

    /** Why a text was dropped. */
    enum Why {
        /** It ended before its end, or began before its beginning. */
        TORN,
        TOO_LONG,
        /** A control character, a key without a character, or bytes that are no UTF-8. */
        UNPRINTABLE,
        /** Keys that came at once, in no order. */
        SEVERAL_KEYS,
        /** A key was down from before the text began: what else it typed is not known. */
        HELD_KEY,
        /** The scanner itself lost count of its keys. */
        KEYS_LOST,
        /** A report that is none. */
        GARBAGE
    }
}
