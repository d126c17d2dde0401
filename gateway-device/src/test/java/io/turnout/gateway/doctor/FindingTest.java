package io.turnout.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingTest {
    private static final List<Finding> FINDINGS =
            List.of(
                    Finding.good("disk", "12 MB \"free\"\\\n"),
                    Finding.bad("hub", "no answer", "start it"),
                    Finding.skipped("scan", "by --no-scan", ""));

    @Test
    void saysBelowEachThingWhatToDo() {
        assertThat(FINDINGS.get(1).text())
                .isEqualTo("bad      hub           no answer\n" + " ".repeat(23) + "→ start it");
        assertThat(FINDINGS.get(2).text()).isEqualTo("skipped  scan          by --no-scan");
    }

    @Test
    void isJsonForPrograms() {
        assertThat(Finding.json(FINDINGS))
                .isEqualTo(
                        "{\"findings\":["
                                + "{\"what\":\"disk\",\"state\":\"good\",\"found\":\"12 MB \\\"free\\\"\\\\\\u000a\",\"todo\":\"\"},"
                                + "{\"what\":\"hub\",\"state\":\"bad\",\"found\":\"no answer\",\"todo\":\"start it\"},"
                                + "{\"what\":\"scan\",\"state\":\"skipped\",\"found\":\"by --no-scan\",\"todo\":\"\"}"
                                + "],\"bad\":1}");
    }
}
