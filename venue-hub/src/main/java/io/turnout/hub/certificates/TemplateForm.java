package io.turnout.hub.certificates;

import io.turnout.hub.certificates.Template.Wording;
import io.turnout.hub.print.Logo;
import io.turnout.hub.web.Fields;
import io.turnout.hub.web.Reading;
import io.turnout.hub.web.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A template as a form. The fields of a language end in a dot and its name, {@code title.de}. */
final class TemplateForm {
    static final String NAME = "field.certificate";
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 2_000;

    private TemplateForm() {}

    /** What the languages are called, in the reader's. */
    static Map<String, String> languages(Words words) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Words each : Words.all()) {
            Locale language = each.language();
            names.put(language.getLanguage(), language.getDisplayLanguage(words.language()));
        }
        return names;
    }

    static Fields of(Template template) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("accent", List.of(template.accent()));
        values.put("refused", template.refused() ? List.of("yes") : List.of());
        for (Words words : Words.all()) {
            String language = words.language().getLanguage();
            Wording wording = template.in(language);
            values.put("title." + language, List.of(wording.title()));
            values.put("intro." + language, List.of(wording.intro()));
            values.put("closing." + language, List.of(wording.closing()));
            values.put("logo-says." + language, List.of(wording.logoSays()));
        }
        return Fields.of(NAME, values, template.version());
    }

    static Template read(Reading reading, Optional<Logo> logo) {
        Map<String, Wording> words = new LinkedHashMap<>();
        for (Words each : Words.all()) {
            String language = each.language().getLanguage();
            Wording wording =
                    new Wording(
                            reading.text("title." + language, 0, LONGEST_TITLE),
                            reading.lines("intro." + language, LONGEST_TEXT),
                            reading.lines("closing." + language, LONGEST_TEXT),
                            reading.text("logo-says." + language, 0, LONGEST_TITLE));
            words.put(language, wording);
        }
        return new Template(
                reading.version(), accent(reading), reading.ticked("refused"), logo, words);
    }

    private static String accent(Reading reading) {
        String typed = reading.text("accent", 7, 7).toUpperCase(Locale.ROOT);
        if (!typed.matches("#[0-9A-F]{6}")) {
            reading.refuse("accent", "certificates.accent.form");
            return Template.OWN.accent();
        }
        if (!Template.isReadable(Integer.parseInt(typed.substring(1), 16))) {
            reading.refuse("accent", "certificates.accent.pale");
        }
        return typed;
    }
}
