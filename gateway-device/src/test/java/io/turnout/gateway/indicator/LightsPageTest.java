package io.turnout.gateway.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class LightsPageTest {
    private static final Path DOCS = Path.of("../docs");

    @Test
    void thePageExplainsTheLightsAsTheyAre() throws IOException {
        String page = Files.readString(DOCS.resolve("lights.md"));
        assertThat(LightsPage.inserted(page))
                .as("run LightsPage with the folder docs")
                .isEqualTo(page);
    }

    @Test
    void thePictureShowsTheLightsAsTheyAre() throws IOException {
        assertThat(Files.readString(DOCS.resolve("pictures/lights.svg")))
                .as("run LightsPage with the folder docs")
                .isEqualTo(LightsPage.picture());
    }
}
