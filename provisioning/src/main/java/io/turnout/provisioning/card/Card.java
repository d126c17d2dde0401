package io.turnout.provisioning.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.turnout.protocol.message.EnrolTicket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The boot partition of a card with Raspberry Pi OS, mounted as a folder. */
final class Card {
    /** Says what was written, so that it can be checked later and on another machine. */
    private static final String MANIFEST = CardFiles.OWN + "/card.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BESIDE = ".turnout-new";

    private final Path folder;

    private Card(Path folder) {
        this.folder = folder;
    }

    /**
     * What was written.
     *
     * @param files by name, with the SHA-256 of what is in them
     */
    record Manifest(String name, String hub, String fingerprint, Map<String, String> files) {
        Manifest {
            files = Map.copyOf(files);
        }
    }

    /** Takes a folder for a card, where it is one. */
    static Card at(Path folder) throws CardProblem {
        if (!Files.isDirectory(folder)) {
            throw new CardProblem(
                    folder
                            + " is no folder: give the one where the card's boot partition is"
                            + " mounted.");
        }
        boolean boots =
                Files.exists(folder.resolve("cmdline.txt"))
                        && Files.exists(folder.resolve("config.txt"));
        if (!boots || !hasKernel(folder)) {
            throw new CardProblem(
                    folder
                            + " is no boot partition of Raspberry Pi OS: config.txt, cmdline.txt and"
                            + " a kernel*.img are not all there. Write the card with Raspberry Pi"
                            + " OS Lite (64 bit) first, and give the folder where its partition"
                            + " bootfs is mounted.");
        }
        return new Card(folder);
    }

    private static boolean hasKernel(Path folder) throws CardProblem {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().matches("kernel.*\\.img"));
        } catch (IOException e) {
            throw new CardProblem(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Which of the files that we would write hold settings that are somebody else's. */
    List<String> foreign() throws IOException {
        List<String> foreign = new ArrayList<>();
        for (String name : List.of(CardFiles.NETWORK, CardFiles.USER_DATA, CardFiles.META_DATA)) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && isForeign(name, Files.readString(file))) {
                foreign.add(name);
            }
        }
        return foreign;
    }

    /** What Raspberry Pi OS brings are examples in comments, and the name of its image. */
    private static boolean isForeign(String name, String text) {
        return !text.contains(CardFiles.MARK)
                && text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .anyMatch(line -> !name.equals(CardFiles.META_DATA) || !isStock(line));
    }

    private static boolean isStock(String line) {
        return line.equals("dsmode: local") || line.matches("instance[_-]id: rpios-image");
    }

    /**
     * Writes files, each whole or not at all, the last one last; then reads them back.
     *
     * @throws CardProblem where what is read back is something else
     */
    void write(String name, EnrolTicket ticket, Map<String, byte[]> files)
            throws IOException, CardProblem {
        Files.createDirectories(folder.resolve(CardFiles.OWN));
        Map<String, String> digests = new LinkedHashMap<>();
        files.forEach((file, content) -> digests.put(file, Digest.of(content)));
        Manifest manifest = new Manifest(name, ticket.hub(), ticket.shown(), digests);
        write(MANIFEST, JSON.writeValueAsBytes(manifest));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        check();
    }

    /**
     * Reads back what was written here.
     *
     * @throws CardProblem where nothing was, or what is there is something else
     */
    Manifest check() throws IOException, CardProblem {
        Manifest manifest = manifest();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> each : manifest.files().entrySet()) {
            Path file = folder.resolve(each.getKey());
            if (!Files.exists(file)) {
                wrong.add(each.getKey() + " is missing");
            } else if (!Digest.of(Files.readAllBytes(file)).equals(each.getValue())) {
                wrong.add(each.getKey() + " is damaged or was changed");
            }
        }
        if (!wrong.isEmpty()) {
            wrong.sort(String::compareTo);
            throw new CardProblem(
                    String.join(", ", wrong)
                            + ". A ticket is missing once the unit has started from the card;"
                            + " otherwise write the card anew, and take another one if that"
                            + " happens again.");
        }
        return manifest;
    }

    private Manifest manifest() throws IOException, CardProblem {
        Path file = folder.resolve(MANIFEST);
        if (!Files.exists(file)) {
            throw new CardProblem(
                    "Nothing was written to this card: run turnout card without --check.");
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return JSON.readValue(text, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new CardProblem(MANIFEST + " is damaged: write the card anew.", e);
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Path beside = file.resolveSibling(file.getFileName() + BESIDE);
        try (FileChannel channel =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(file.toAbsolutePath().getParent())) {
            names.force(true);
        }
    }
}
