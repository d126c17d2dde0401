package io.turnout.gateway.health;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The board under the program, as far as the kernel tells: what a board does not have is empty.
 *
 * @param sys where the kernel tells it: {@code /sys}
 * @param data a folder of the disk that scans are on
 */
public record Machine(Path sys, Path data) {
    /** What holds a Raspberry Pi back, in the order of its firmware's bits. */
    private static final List<String> HELD_BACK =
            List.of("under-voltage", "frequency-capped", "throttled", "soft-temperature-limit");

    private static final int SINCE_BOOT = 16;
    private static final double MILLI = 1000;

    /** The processor's temperature in degrees Celsius. */
    public Optional<Double> celsius() {
        return read(sys.resolve("class/thermal/thermal_zone0/temp"))
                .filter(text -> text.matches("-?[0-9]{1,7}"))
                .map(text -> Integer.parseInt(text) / MILLI);
    }

    /**
     * What holds a Raspberry Pi back now, such as {@code under-voltage}, and what did since it was
     * switched on: {@code under-voltage-before}. Empty on other boards.
     */
    public Optional<List<String>> heldBack() {
        return firmware()
                .flatMap(Machine::read)
                .filter(text -> text.matches("(0x)?[0-9a-fA-F]{1,8}"))
                .map(text -> told(Long.parseLong(text.replace("0x", ""), 16)));
    }

    private static List<String> told(long bits) {
        List<String> told = new ArrayList<>();
        for (int bit = 0; bit < HELD_BACK.size(); bit++) {
            if ((bits >> bit & 1) == 1) {
                told.add(HELD_BACK.get(bit));
            } else if ((bits >> SINCE_BOOT >> bit & 1) == 1) {
                told.add(HELD_BACK.get(bit) + "-before");
            }
        }
        return List.copyOf(told);
    }

    /** {@code soc/soc:firmware}; on a Pi 5 the names have an address in them. */
    private Optional<Path> firmware() {
        try (DirectoryStream<Path> chips =
                Files.newDirectoryStream(sys.resolve("devices/platform"), "soc*")) {
            for (Path chip : chips) {
                try (DirectoryStream<Path> parts = Files.newDirectoryStream(chip, "*firmware")) {
                    for (Path part : parts) {
                        return Optional.of(part.resolve("get_throttled"));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException _) {
            // Another kind of board.
            return Optional.empty();
        }
    }

    /** What is free on the disk that scans are on, in megabytes. */
    public Optional<Long> freeMegabytes() {
        try {
            return Optional.of(Files.getFileStore(data).getUsableSpace() >> 20);
        } catch (IOException _) {
            // A disk that does not even tell is an alert of the journal's already.
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isReadable(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException _) {
            // The kernel has no word for it now.
            return Optional.empty();
        }
    }
}
