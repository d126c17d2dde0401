package io.turnout.hub.agenda;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whole agendas of real conferences, which are not part of the source. */
final class RealAgendas {

    private RealAgendas() {}

    /** The file; skips the test where it is absent, and fails it if nothing may be skipped. */
    static byte[] read(String name) throws IOException {
        Optional<Path> file =
                Stream.of(
                                System.getProperty("turnout.data", ""),
                                "../shared/data",
                                "../../shared/data")
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, "agendas", name))
                        .filter(Files::isRegularFile)
                        .findFirst();
        if (file.isEmpty()) {
            String missing =
                    name + " is absent: give the folder that holds agendas/ as -Dturnout.data";
            if (Boolean.getBoolean("turnout.noskip")) {
                fail(missing);
            }
            assumeTrue(false, missing);
        }
        return Files.readAllBytes(file.orElseThrow());
    }
}
