package io.turnout.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two people, one form: what each changed, and who is told. */
final class FieldsTest {
    private static final Fields.Editor BOB = new Fields.Editor("bob", "14:05");

    private final Fields shown = form(Map.of("title", "A", "zone", "UTC", "note", "one\ntwo"), 3);

    @Test
    void keepsWhatWasTypedAndSaysWhatIsWrong() {
        Reading reading = reading("title=&zone=Nowhere&cool=+7+&day=2026-02-30&at=24:61");
        assertThat(reading.text("title", 1, 300)).isEmpty();
        reading.zone("zone");
        assertThat(reading.needsNumber("cool", 0, 60)).isEqualTo(7);
        assertThat(reading.date("day")).isEmpty();
        assertThat(reading.time("at")).isEmpty();
        assertThat(reading.isGood()).isFalse();
        Fields back = reading.fields();
        assertThat(back.errors().keySet()).containsExactly("title", "zone", "day", "at");
        assertThat(back.value("zone")).isEqualTo("Nowhere");
        assertThat(back.value("day")).isEqualTo("2026-02-30");
        assertThat(back.described("zone", true)).isEqualTo("zone-error zone-help");
        assertThat(back.described("cool", false)).isNull();
    }

    @Test
    void readsTimesAsPeopleTypeThem() {
        Reading reading = reading("a=9.30&b=0930&c=9:30&d=930");
        for (String field : List.of("a", "b", "c", "d")) {
            assertThat(reading.time(field)).as(field).hasToString("Optional[09:30]");
        }
        assertThat(reading.isGood()).isTrue();
    }

    @Test
    void refusesControlCharactersAndSeveralLinesWhereOneBelongs() {
        for (String text : List.of("a%0Ab", "a%00b", "a%1Bb")) {
            Reading reading = reading("title=" + text);
            reading.text("title", 1, 300);
            assertThat(reading.isGood()).as(text).isFalse();
        }
    }

    @Test
    void tellsTheSecondEditorWhatChangedAndKeepsWhatTheSecondTyped() {
        Fields mine = typed("title=Mine&zone=UTC&note=one%0D%0Atwo");
        Fields now = form(Map.of("title", "Bobs", "zone", "Europe/Berlin", "note", "one\ntwo"), 4);
        Fields merged = mine.against(now, BOB);
        assertThat(merged.value("title")).isEqualTo("Mine");
        assertThat(merged.value("zone")).isEqualTo("Europe/Berlin");
        assertThat(merged.others())
                .isEqualTo(
                        Map.of(
                                "title", new Fields.Other("A", "Bobs", true),
                                "zone", new Fields.Other("UTC", "Europe/Berlin", false)));
        assertThat(merged.editor()).isEqualTo(BOB);
        assertThat(merged.version()).isEqualTo("4");
        assertThat(merged.was()).isEqualTo(now.was());
    }

    @Test
    void takesTickedBoxesForOneField() {
        Fields was = Fields.of("field.x", Map.of("ask", List.of("number", "email")), 1);
        Fields now = Fields.of("field.x", Map.of("ask", List.of("number")), 2);
        Form sent = Form.parse("ask=number&ask=email&version=1&was=" + encoded(was.was()));
        Fields merged = new Reading("field.x", sent, words()).fields().against(now, BOB);
        assertThat(merged.has("ask", "number")).isTrue();
        assertThat(merged.has("ask", "email")).isFalse();
        assertThat(merged.others())
                .containsEntry("ask", new Fields.Other("number, email", "number", false));
    }

    private Fields typed(String body) {
        return reading(body + "&version=3&was=" + encoded(shown.was())).fields();
    }

    private static Reading reading(String body) {
        return new Reading("field.x", Form.parse(body), words());
    }

    private static Words words() {
        return Words.preferred("en");
    }

    private static Fields form(Map<String, String> values, long version) {
        return Fields.of("field.x", Fields.single(values), version);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
