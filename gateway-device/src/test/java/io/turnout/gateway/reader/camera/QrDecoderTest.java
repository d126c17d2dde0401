package io.turnout.gateway.reader.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.turnout.protocol.access.Presentation;
import io.turnout.protocol.badge.BadgeFingerprint;
import io.turnout.protocol.badge.EventTag;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QrDecoderTest {
    private final QrDecoder decoder = new QrDecoder();

    @Test
    void readsPhotographsThatComeWithTheSource() throws Exception {
        Path own = ownPhotographs();
        assertThat(right(own)).isEqualTo(pictures(own).size()).isGreaterThanOrEqualTo(4);
    }

    /** What ZXing itself reads of its own photographs: never fewer. */
    @ParameterizedTest
    @CsvSource({"qrcode-1, 19, 20", "qrcode-2, 33, 35", "qrcode-3, 40, 42", "qrcode-5, 19, 19"})
    void readsPhotographsAtLeastAsWellAsTheFloor(String set, int floor, int all) throws Exception {
        Path folder = data(set);
        assertThat(pictures(folder)).hasSize(all);
        assertThat(right(folder)).isGreaterThanOrEqualTo(floor);
    }

    @Test
    void readsNothingWhereThereIsNoCode() throws Exception {
        for (Path picture : pictures(data("falsepositives-2"))) {
            assertThat(decoder.decode(FolderFrames.read(picture))).as(picture.toString()).isEmpty();
        }
    }

    @Test
    void takesNoTextOfAnyPhotographForABadge() throws Exception {
        assertNoBadges(ownPhotographs());
    }

    @ParameterizedTest
    @CsvSource({"qrcode-1", "qrcode-2", "qrcode-3", "qrcode-5"})
    void takesNoTextOfAPhotographForABadge(String set) throws Exception {
        assertNoBadges(data(set));
    }

    @Test
    void survivesNoiseAndCountsWhatItBreaksOn() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int width = 1 + random.nextInt(120);
            int height = 1 + random.nextInt(120);
            byte[] noise = new byte[width * height];
            random.nextBytes(noise);
            assertThat(decoder.decode(noise, width, height)).as("seed %s", seed).isEmpty();
        }
        assertThat(decoder.faults()).isNotNegative();
    }

    @Test
    void refusesAFrameThatDoesNotFitItsSize() {
        assertThatThrownBy(() -> decoder.decode(new byte[99], 10, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decoder.decode(new byte[10], 100_000, 100_000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decoder.decode(new byte[0], 0, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private int right(Path folder) throws IOException {
        int right = 0;
        for (Path picture : pictures(folder)) {
            Optional<String> text = decoder.decode(FolderFrames.read(picture));
            right += text.map(String::strip).equals(Optional.of(expected(picture))) ? 1 : 0;
        }
        return right;
    }

    private void assertNoBadges(Path folder) throws IOException {
        for (Path picture : pictures(folder)) {
            decoder.decode(FolderFrames.read(picture)).ifPresent(QrDecoderTest::assertNoBadge);
        }
    }

    private static void assertNoBadge(String text) {
        Presentation presentation =
                Presentation.of(
                        text,
                        new EventTag("F0S"),
                        _ -> new BadgeFingerprint(1, 2),
                        (_, _, _) -> false);
        boolean badge =
                switch (presentation) {
                    case Presentation.Unreadable _ -> false;
                    case Presentation.Text read -> read.form() == Presentation.Form.OURS;
                    case Presentation.Signed signed -> signed.genuine();
                };
        assertThat(badge).as(text).isFalse();
    }

    /** Most are UTF-8; some are what the tool of their day wrote. */
    private static String expected(Path picture) throws IOException {
        String name = picture.getFileName().toString();
        byte[] bytes =
                Files.readAllBytes(
                        picture.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt"));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1).strip();
        }
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(png|jpg)"))
                    .sorted()
                    .toList();
        }
    }

    private static Path ownPhotographs() throws URISyntaxException {
        return Path.of(QrDecoderTest.class.getResource("photographs").toURI());
    }

    private static Path data(String set) {
        Path folder = Path.of(System.getProperty("turnout.data", "../../shared/data"), "qr", set);
        boolean mustBe = Boolean.getBoolean("turnout.noskip");
        assumeTrue(mustBe || Files.isDirectory(folder), "no photographs in " + folder);
        return folder;
    }
}
