package io.turnout.gateway.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.alert.Alerts;
import io.turnout.protocol.access.Cure;
import io.turnout.protocol.access.Reason;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void everyReasonAndCureHasItsOwnTextInEveryLanguage() {
        for (Locale language : Words.LANGUAGES) {
            Words words = new Words(language);
            assertThat(Reason.values())
                    .extracting(words::reason)
                    .as(language.toString())
                    .doesNotHaveDuplicates()
                    .allSatisfy(text -> assertThat(text).isNotBlank());
            assertThat(Cure.values()).extracting(words::next).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyAlertHasItsOwnTextInEveryLanguage() {
        for (Locale language : Words.LANGUAGES) {
            ResourceBundle texts = bundle(language);
            assertThat(Alerts.Kind.values())
                    .extracting(kind -> texts.getString("alert." + kind.id()))
                    .doesNotHaveDuplicates()
                    .allSatisfy(text -> assertThat(text).isNotBlank());
        }
    }

    @Test
    void everyLanguageSaysTheSameThings() {
        ResourceBundle english = bundle(Locale.ENGLISH);
        ResourceBundle german = bundle(Locale.GERMAN);
        assertThat(german.keySet()).isEqualTo(english.keySet());
        assertThat(english.keySet())
                .filteredOn(key -> key.startsWith("reason."))
                .allSatisfy(key ->
                        assertThat(german.getString(key))
                                .as(key)
                                .isNotEqualTo(english.getString(key)));
    }

    @Test
    void choosesTheBestLanguageThatItHas() {
        assertThat(Words.best("de-AT, en;q=0.5")).isEqualTo(Locale.GERMAN);
        assertThat(Words.best("fr, en;q=0.5")).isEqualTo(Locale.ENGLISH);
        assertThat(Words.best("fr")).isEqualTo(Locale.ENGLISH);
        assertThat(Words.best(";;;=q")).isEqualTo(Locale.ENGLISH);
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                "io.turnout.gateway.panel.words",
                language,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
