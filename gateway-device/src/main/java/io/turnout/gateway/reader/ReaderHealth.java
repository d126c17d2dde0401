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
    record Broken(Trouble trouble, String what) implements ReaderHealth {
        /** Where nothing more is known. */
        public Broken(String what) {
            this(Trouble.FAILING, what);
        }
    }

    /** Not started, or closed. */
    record Closed() implements ReaderHealth {}

    /** What kind of help it needs, the worst first. */
    enum Trouble {
        /** The machine has no USB, or its library cannot be loaded. */
        NO_USB,
        /** It is there, and the program may not open it. */
        NOT_ALLOWED,
        /** It is there, and talks in a way that is not understood. */
        VENDOR_MODE,
        /** It is not there. */
        MISSING,
        /** It fails again and again. */
        FAILING,
        /** It sends, and nothing of it is a whole text. */
        UNREADABLE
    }

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
