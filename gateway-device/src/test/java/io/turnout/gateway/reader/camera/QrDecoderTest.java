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
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class QrDecoderTest {
    private static final Predicate<String> NONE = Set.<String>of()::contains;

    private final QrDecoder decoder = new QrDecoder();

    @Test
    void readsPhotographsThatComeWithTheSource() throws Exception {
        Path own = ownPhotographs();
        assertThat(right(own)).isEqualTo(pictures(own).size()).isGreaterThanOrEqualTo(10);
        assertNoneWrong(own);
    }

    /** What ZXing itself reads of its own photographs: never fewer. */
    @ParameterizedTest
    @CsvSource({"qrcode-1, 19, 20", "qrcode-2, 33, 35", "qrcode-3, 40, 42", "qrcode-5, 19, 19"})
    void readsPhotographsAtLeastAsWellAsTheFloor(String set, int floor, int all) throws Exception {
        Path folder = data(set);
        assertThat(pictures(folder)).hasSize(all);
        assertThat(right(folder)).isGreaterThanOrEqualTo(floor);
        assertNoneWrong(folder);
    }

    @Test
    void readsNothingWhereThereIsNoCode() throws Exception {
        assertNothing(ownPhotographs().resolve("none"));
        assertNothing(data("falsepositives-2"));
    }

    private void assertNothing(Path folder) throws IOException {
        for (Path picture : pictures(folder)) {
            assertThat(texts(FolderFrames.read(picture))).as(picture.toString()).isEmpty();
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

    /**
     * As cameras see them: turned, dark, pale, with light from one side, small, large, at night.
     */
    @ParameterizedTest
    @EnumSource
    void readsPhotographsTakenOtherwise(Otherwise how) throws Exception {
        int right = 0;
        for (Path picture : pictures(ownPhotographs())) {
            Frame other = how.of(FolderFrames.read(picture));
            right += stripped(other).equals(List.of(expected(picture))) ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(how.least);
    }

    @Test
    void readsAllCodesInView() throws Exception {
        Frame two = QrPictures.sideBySide("F0S-ONE", "F0S-TWO", 160);
        Frame four = Otherwise.TURNED.of(QrPictures.beside(two, two));
        assertThat(texts(four)).containsExactlyInAnyOrder("F0S-ONE", "F0S-TWO");
    }

    @Test
    void looksCloserForABadgeBesideALargeCodeThatIsKnown() throws Exception {
        Frame view =
                QrPictures.beside(QrPictures.frame("POSTER", 480), QrPictures.frame("BADGE", 40));
        assertThat(decoder.decode(view, "POSTER"::equals)).contains("BADGE");
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
            assertThat(decoder.decode(noise, width, height, NONE)).as("seed %s", seed).isEmpty();
        }
        assertThat(decoder.faults()).isNotNegative();
    }

    @Test
    void refusesAFrameThatDoesNotFitItsSize() {
        assertThatThrownBy(() -> decoder.decode(new byte[99], 10, 10, NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decoder.decode(new byte[10], 100_000, 100_000, NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decoder.decode(new byte[0], 0, 5, NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private int right(Path folder) throws IOException {
        int right = 0;
        for (Path picture : pictures(folder)) {
            right +=
                    stripped(FolderFrames.read(picture)).equals(List.of(expected(picture))) ? 1 : 0;
        }
        return right;
    }

    /** One text that is not on the picture would be one too many. */
    private void assertNoneWrong(Path folder) throws IOException {
        for (Path picture : pictures(folder)) {
            assertThat(stripped(FolderFrames.read(picture)))
                    .as(picture.toString())
                    .isSubsetOf(expected(picture));
        }
    }

    private List<String> texts(Frame frame) {
        return decoder.decode(frame, NONE);
    }

    private List<String> stripped(Frame frame) {
        return texts(frame).stream().map(String::strip).toList();
    }

    private void assertNoBadges(Path folder) throws IOException {
        for (Path picture : pictures(folder)) {
            texts(FolderFrames.read(picture)).forEach(QrDecoderTest::assertNoBadge);
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
