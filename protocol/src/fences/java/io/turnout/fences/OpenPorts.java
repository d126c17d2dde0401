package io.turnout.fences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP ports at which a process listens, as Linux tells it. */
public final class OpenPorts {
    private static final String LISTENING = "0A";

    private OpenPorts() {}

    /** Each as {@code port}, or {@code port open to the network}. */
    public static Set<String> of(long process) throws IOException {
        Set<String> sockets = sockets(process);
        Set<String> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] words = line.strip().split("\\s+", -1);
                if (words[3].equals(LISTENING) && sockets.contains(words[9])) {
                    ports.add(shown(words[1]));
                }
            }
        }
        return ports;
    }

    /** An address is in the machine's order of bytes: 127.0.0.1 ends with 7F. */
    private static String shown(String local) {
        String[] words = local.split(":", -1);
        int port = HexFormat.fromHexDigits(words[1]);
        boolean here =
                words[0].equals("0100007F")
                        || words[0].equals("0000000000000000FFFF00000100007F")
                        || words[0].equals("00000000000000000000000001000000");
        return here ? String.valueOf(port) : port + " open to the network";
    }

    private static Set<String> sockets(long process) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process + "/fd"))) {
            return files.map(OpenPorts::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
