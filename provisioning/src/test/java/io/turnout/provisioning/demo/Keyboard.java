package io.turnout.provisioning.demo;

import com.microsoft.playwright.Page;

/** A page as people use it who have no mouse: by the tab key, enter and what they type. */
record Keyboard(Page page) {
    private static final int MOST_TABS = 60;

    /** Goes on by tabs until something has the focus. */
    void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            Object there = page.evaluate("s => document.activeElement.matches(s)", selector);
            if (there.equals(true)) {
                return;
            }
        }
        throw new AssertionError(selector + " is not reached by " + MOST_TABS + " tabs");
    }

    /** Goes to a link or button and through it to another page. */
    void follow(String selector) {
        tabTo(selector);
        String before = page.url();
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.equals(before));
    }

    /** Goes to a field, which the browser selects whole, and types. */
    void type(String selector, String text) {
        tabTo(selector);
        page.keyboard().type(text);
    }
}
