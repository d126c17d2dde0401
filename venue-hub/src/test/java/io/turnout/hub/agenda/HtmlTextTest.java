package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "plain text | plain text",
                "<p>a</p><p>b</p> | ^a\n\nb^",
                "a<br/>b | ^a\nb^",
                "<a href=\"x\">link</a>s | links",
                "3 < 4 & 5 > 4 | 3 < 4 & 5 > 4",
                "I <3 you | I <3 you",
                "fish &amp; chips&hellip; &#8364;&#x20AC; | fish & chips… €€",
                "&unknown; &#xFFFFFFFF; &#0; &; | &unknown; &#xFFFFFFFF; &#0; &;",
                "&amp;lt; | &lt;",
                "a<!-- b > c -->d | ad",
                "a<script>if (x < 2) alert('<p>')</script>b | ab",
                "a<STYLE>p {}</STYLE>b | ab",
                "unfinished <b | unfinished <b",
                "unfinished <!-- comment | unfinished <!-- comment",
                "<script>never ends | ^^",
                "< | <",
                "& | &"
            })
    void leavesTheText(String html, String text) {
        assertThat(HtmlText.strip(html)).isEqualTo(text);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void takesTimeInProportionToTheLength() {
        for (String part : new String[] {"<!--", "<a", "&", "&#", "<script>", "</", "<p>", "\n"}) {
            assertThat(HtmlText.strip(part.repeat(1_000_000))).isNotNull();
        }
    }
}
