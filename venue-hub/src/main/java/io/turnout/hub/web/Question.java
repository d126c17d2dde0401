package io.turnout.hub.web;

import java.util.List;
import java.util.Map;

/**
 * What a page asks before something is done that cannot be taken back.
 *
 * @param title the question
 * @param effects what will happen to how many, in numbers; one sentence each
 * @param action where the answer is sent
 * @param hidden what is sent with it
 * @param verb what the button says
 * @param back where to go instead
 */
public record Question(
        String title,
        List<String> effects,
        String action,
        Map<String, String> hidden,
        String verb,
        String back) {
    public Question {
        effects = List.copyOf(effects);
        hidden = Map.copyOf(hidden);
    }
}
