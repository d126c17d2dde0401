package io.turnout.hub.corrections;

import io.turnout.hub.web.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The page between a form and what it does: what would change, and all that was typed, hidden, for
 * the next step.
 *
 * @param path where it goes on
 * @param back where it ends without doing anything
 * @param verb what the button says
 * @param why the reason as it will be kept
 * @param hidden name and value by name and value, in the order of the form
 * @param others who corrected the same people meanwhile; none where nobody did
 * @param stale whether it would do something else than was shown before
 */
public record Applying(
        String title,
        String path,
        String back,
        String verb,
        String why,
        List<Map.Entry<String, String>> hidden,
        List<String> warnings,
        List<Listed> others,
        boolean stale) {
    private static final Set<String> OWN = Set.of(Form.CSRF, "step", "mark", "newest");

    public Applying {
        hidden = List.copyOf(hidden);
        warnings = List.copyOf(warnings);
        others = List.copyOf(others);
    }

    /** All fields of a form but those that belong to the step. */
    static List<Map.Entry<String, String>> hidden(Form form) {
        List<Map.Entry<String, String>> hidden = new ArrayList<>();
        form.fields()
                .forEach((name, values) -> {
                    if (!OWN.contains(name)) {
                        values.forEach(value -> hidden.add(Map.entry(name, value)));
                    }
                });
        return hidden;
    }
}
