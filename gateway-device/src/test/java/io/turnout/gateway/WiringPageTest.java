package io.turnout.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnout.gateway.indicator.gpio.Use;
import io.turnout.protocol.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WiringPageTest {
    private static final Path DOCS = Path.of("../docs");

    /** Where the chip's lines are on the plug of every Raspberry Pi. */
    private static final Map<Integer, Integer> PLUG =
            Map.of(17, 11, 27, 13, 22, 15, 18, 12, 26, 37, 5, 29, 6, 31, 13, 33);

    @ParameterizedTest
    @EnumSource
    void thePageHasEveryPinWithItsDefaultAndItsPlaceOnThePlug(Use use) throws IOException {
        Matcher row =
                Pattern.compile(
                                "\\| `%s` \\| (none|[0-9]+) \\| ([0-9]+) \\| ([0-9]+) \\|"
                                        .formatted(Pattern.quote(use.key())))
                        .matcher(Files.readString(DOCS.resolve("wiring.md")));
        assertThat(row.find()).as(use.key()).isTrue();
        assertThat(row.group(1)).isEqualTo(printed().getProperty(use.key()));
        assertThat(PLUG.get(Integer.valueOf(row.group(2))))
                .isEqualTo(Integer.valueOf(row.group(3)));
        assertThat(Files.readString(DOCS.resolve("pictures/wiring.svg")))
                .contains("%s=%s<".formatted(use.key(), row.group(2)));
    }

    @Test
    void everyPinIsDrawnOnce() throws IOException {
        String page = Files.readString(DOCS.resolve("wiring.md"));
        assertThat(Stream.of(Use.values()).map(use -> "| `" + use.key() + "` |"))
                .allMatch(cell -> page.indexOf(cell) == page.lastIndexOf(cell));
    }

    private static Properties printed() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Settings.printed(PinConfig.KEYS)));
        return properties;
    }
}
