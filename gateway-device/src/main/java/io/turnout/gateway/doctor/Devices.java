package io.turnout.gateway.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is plugged in, and whether this user may use it.
 *
 * @param dev {@code /dev}
 * @param sys {@code /sys}
 */
public record Devices(Path dev, Path sys) {
    private static final String GROUP =
            "put the unit's user into the group video, and start the unit anew";

    /** Cameras that Linux shows as video devices. */
    public List<Finding> cameras() throws IOException {
        List<Path> found = named(dev, "video*");
        if (found.isEmpty()) {
            return List.of(Finding.look("camera", "none is plugged in", ""));
        }
        List<Path> closed = found.stream().filter(each -> !usable(each)).toList();
        String names = names(found);
        return List.of(
                closed.isEmpty()
                        ? Finding.good("camera", names)
                        : Finding.bad(
                                "camera", names + "; not for this user: " + names(closed), GROUP));
    }

    /** USB devices that may be readers: keyboards and point-of-sale scanners, and serial ones. */
    public List<Finding> usb() throws IOException {
        List<Finding> found = new ArrayList<>();
        for (Path face : named(sys.resolve("bus/usb/devices"), "*:*")) {
            String kind = kind(read(face.resolve("bInterfaceClass")));
            if (!kind.isEmpty()) {
                found.add(reader(face, kind));
            }
        }
        return found.isEmpty()
                ? List.of(Finding.look("usb", "no device that could be a reader", ""))
                : found;
    }

    private Finding reader(Path face, String kind) {
        String port = face.getFileName().toString();
        Path device = face.resolveSibling(port.substring(0, port.indexOf(':')));
        String told =
                "%s, %s:%s %s at port %s"
                        .formatted(
                                kind,
                                read(device.resolve("idVendor")),
                                read(device.resolve("idProduct")),
                                read(device.resolve("product")),
                                device.getFileName());
        Path node =
                dev.resolve(
                        "bus/usb/%s/%s"
                                .formatted(
                                        digits(read(device.resolve("busnum"))),
                                        digits(read(device.resolve("devnum")))));
        return Files.isWritable(node)
                ? Finding.good("usb", told)
                : Finding.look(
                        "usb",
                        told + "; not for this user: " + node,
                        "if it is a reader of this unit, install the udev rule");
    }

    private static String kind(String face) {
        return switch (face) {
            case "03" -> "keyboard or point of sale";
            case "02" -> "serial";
            default -> "";
        };
    }

    private static String digits(String number) {
        return "0".repeat(Math.max(0, 3 - number.length())) + number;
    }

    static boolean usable(Path device) {
        return Files.isReadable(device) && Files.isWritable(device);
    }

    private static String names(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            // Not every device tells everything.
            return "";
        }
    }

    private static List<Path> named(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
                all.forEach(found::add);
            }
        }
        found.sort(null);
        return found;
    }
}
