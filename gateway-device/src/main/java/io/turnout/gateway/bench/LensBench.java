package io.turnout.gateway.bench;

import io.turnout.gateway.reader.camera.Picture;
import io.turnout.gateway.reader.camera.QrDecoder;
import io.turnout.protocol.measure.Figure;
import io.turnout.protocol.measure.Pairs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * G3: how many pictures a second are looked through, against zxing-cpp and against the library as
 * it is. Each in processor's time of its one thread, so that other work on the machine counts less.
 */
@Command(
        name = "lens",
        description = "Measures how pictures of QR codes are read (G3).",
        mixinStandardHelpOptions = true)
final class LensBench implements Callable<Integer> {
    private static final int WARM_UP = 12;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Option(
            names = "--pictures",
            required = true,
            description =
                    "Folder of sets: folders of N.png or N.jpg, with N.txt where one is read.")
    private Path pictures = Path.of(".");

    @Option(
            names = "--pairs",
            defaultValue = "15",
            description = "Measurements of each, at least 9 (default: ${DEFAULT-VALUE}).")
    private int pairs;

    private final QrDecoder decoder = new QrDecoder();

    LensBench() {}

    private record Shot(Picture picture, String text) {
        boolean hasCode() {
            return !text.isEmpty();
        }
    }

    /** Texts that were right, and what they took. */
    private record Run(int right, long nanos) {}

    @FunctionalInterface
    private interface Reading {
        Run of(Shot shot) throws IOException;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Path work = Files.createTempDirectory("turnout-lens");
        Optional<ZxingCpp> reference = ZxingCpp.make(work);
        try (Stream<Path> folders = Files.list(pictures)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                figures.addAll(set(folder.getFileName().toString(), shots(folder), reference));
            }
        } finally {
            reference.ifPresent(ZxingCpp::close);
            Bench.delete(work);
        }
        if (reference.isEmpty()) {
            System.err.println("G3 without zxing-cpp: install g++ and libzxing-dev");
        }
        System.out.println(Figure.table(figures));
        return 0;
    }

    private List<Figure> set(String name, List<Shot> shots, Optional<ZxingCpp> reference)
            throws IOException {
        boolean codes = shots.stream().anyMatch(Shot::hasCode);
        List<Figure> figures = new ArrayList<>();
        if (codes && reference.isPresent()) {
            figures.add(
                    Figure.atLeast(
                            1,
                            label(name, "zxing-cpp’s", shots.size()),
                            perSecond(name, shots, shot -> other(reference.get(), shot))));
        }
        if (codes) {
            figures.add(
                    Figure.atLeast(
                            1,
                            label(name, "ZXing’s", shots.size()),
                            perSecond(name, shots, LensBench::library)));
        } else {
            Figure.Label label =
                    new Figure.Label("G3", name + ": time without a code / ZXing’s", "ms");
            figures.add(Figure.atMost(0.5, label, times(name, shots, LensBench::library)));
        }
        return figures;
    }

    private static Figure.Label label(String set, String whose, int count) {
        return new Figure.Label(
                "G3", "%s: pictures/s of %d / %s".formatted(set, count, whose), "/s");
    }

    private Pairs perSecond(String name, List<Shot> shots, Reading other) throws IOException {
        Pairs measured = new Pairs();
        measure(
                name,
                shots,
                other,
                (ours, theirs) ->
                        measured.add(shots.size() * 1e9 / ours, shots.size() * 1e9 / theirs));
        return measured;
    }

    private Pairs times(String name, List<Shot> shots, Reading other) throws IOException {
        Pairs measured = new Pairs();
        measure(name, shots, other, (ours, theirs) -> measured.add(ours / 1e6, theirs / 1e6));
        return measured;
    }

    @FunctionalInterface
    private interface Pair {
        void add(double ours, double theirs);
    }

    private void measure(String name, List<Shot> shots, Reading other, Pair pair)
            throws IOException {
        for (int i = -WARM_UP; i < Math.max(Pairs.FEWEST, pairs); i++) {
            Run ours = all(shots, this::ours);
            Run theirs = all(shots, other);
            if (i >= 0) {
                pair.add((double) ours.nanos, (double) theirs.nanos);
            }
            if (i == 0) {
                System.err.printf(
                        "%s: right of %d: %d, reference %d%n",
                        name, shots.size(), ours.right, theirs.right);
            }
        }
    }

    private static Run all(List<Shot> shots, Reading reading) throws IOException {
        int right = 0;
        long nanos = 0;
        for (Shot shot : shots) {
            Run run = reading.of(shot);
            right += run.right;
            nanos += run.nanos;
        }
        return new Run(right, nanos);
    }

    private Run ours(Shot shot) {
        long before = THREADS.getCurrentThreadCpuTime();
        List<String> texts = shot.picture.texts(decoder);
        return run(shot, texts.stream().findFirst().orElse(""), before);
    }

    private static Run library(Shot shot) {
        long before = THREADS.getCurrentThreadCpuTime();
        return run(shot, shot.picture.textByTheLibrary().orElse(""), before);
    }

    private static Run run(Shot shot, String text, long before) {
        long nanos = THREADS.getCurrentThreadCpuTime() - before;
        return new Run(text.strip().equals(shot.text) ? 1 : 0, nanos);
    }

    private static Run other(ZxingCpp program, Shot shot) throws IOException {
        ZxingCpp.Answer answer = program.read(shot.picture);
        return new Run(answer.text().strip().equals(shot.text) ? 1 : 0, answer.nanos());
    }

    private static List<Shot> shots(Path folder) throws IOException {
        List<Shot> shots = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".png") || name.endsWith(".jpg")) {
                    Path text = file.resolveSibling(name.substring(0, name.length() - 4) + ".txt");
                    shots.add(new Shot(Picture.read(file), Files.exists(text) ? text(text) : ""));
                }
            }
        }
        return shots;
    }

    /** Most are UTF-8; some are what the tool of their day wrote. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (CharacterCodingException _) {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        }
    }
}
