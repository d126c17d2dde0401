package io.turnout.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

final class UnitProblemTest {
    @Test
    void everyProblemIsToldWithWhatToDoInEveryLanguage() {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
            ResourceBundle texts =
                    ResourceBundle.getBundle("io.turnout.hub.web.messages", language);
            for (UnitProblem.Kind kind : UnitProblem.Kind.values()) {
                assertThat(texts.getString(kind.key())).as(kind.key()).startsWith("{0}, {1}: ");
                assertThat(texts.getString(kind.key() + ".do")).as(kind.key()).isNotBlank();
            }
        }
    }
}
