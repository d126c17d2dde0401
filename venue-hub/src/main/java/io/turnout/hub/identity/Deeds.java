package io.turnout.hub.identity;

import io.turnout.hub.web.Words;

/** What the record says was done, in somebody's language; kept in English, as programs read it. */
public record Deeds(Words words) {
    /** As people read it; as it is kept where an earlier or later hub wrote it. */
    public String said(String what) {
        String key = key(what);
        return words.has(key) ? words.get(key) : what;
    }

    /** Where the text of a deed is. */
    static String key(String what) {
        return "deed." + what.replace(' ', '-');
    }
}
