package io.turnout.provisioning.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What a thief or a reader of logs would look for, sought in every byte of some files. */
final class Leaks {
    /** What is shorter is in any large file by chance. */
    private static final int SHORTEST = 6;

    private final List<String> sought = new ArrayList<>();

    /** Seeks some texts, in the clear and in base64. */
    Leaks seek(List<String> texts) {
        for (String text : texts) {
            if (text.length() >= SHORTEST) {
                sought.add(text);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
                sought.add(base64.substring(0, base64.length() - 1)); // the rest may go on
            }
        }
        return this;
    }

    /** Seeks the contents of the files below a folder, as they are and in base64. */
    Leaks seekContents(Path folder) throws IOException {
        List<Path> files = files(folder);
        assertThat(files).as("files in %s", folder).isNotEmpty();
        for (Path file : files) {
            sought.add(text(file).strip());
            sought.add(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        }
        return this;
    }

    /** Nothing that is sought is in any file there. */
    void areNotIn(Path place) throws IOException {
        assertThat(sought).hasSizeGreaterThan(2);
        List<Path> files = files(place);
        assertThat(files.stream().mapToLong(Leaks::size).sum()).as("%s", place).isPositive();
        for (Path file : files) {
            String content = text(file);
            for (String one : sought) {
                assertThat(content.contains(one)).as("%s is in %s", one, file).isFalse();
            }
        }
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
