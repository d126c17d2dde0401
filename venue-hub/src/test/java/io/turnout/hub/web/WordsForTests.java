package io.turnout.hub.web;

/** Words without a request. */
public final class WordsForTests {
    private WordsForTests() {}

    public static Words english() {
        return Words.preferred("en");
    }
}
