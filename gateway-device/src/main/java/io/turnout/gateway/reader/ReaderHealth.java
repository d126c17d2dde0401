package io.turnout.gateway.reader;

/** How a reader is. */
public sealed interface ReaderHealth {
    /** It would read a badge now. */
    record Ready() implements ReaderHealth {}

    /** Started, and not ready yet. */
    record Starting() implements ReaderHealth {}

    /**
     * It would not read a badge now, and is trying again by itself.
     *
     * @param what what is wrong, and where; no badge text
     */
    record Broken(String what) implements ReaderHealth {}

    /** Not started, or closed. */
    record Closed() implements ReaderHealth {}

    /** One word for messages and pages. */
    default String word() {
        return switch (this) {
            case Ready _ -> "ready";
            case Starting _ -> "starting";
            case Broken _ -> "broken";
            case Closed _ -> "closed";
        };
    }
}
