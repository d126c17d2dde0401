package io.turnout.hub.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real spreadsheet program that opens a file and saves it in another format. Each call has a
 * profile of its own, so that it neither sees nor disturbs a program that somebody else runs.
 */
public final class Office {
    /** CSV as a program of Europe or America saves it: comma, double quotes, UTF-8. */
    public static final String CSV = "csv:Text - txt - csv (StarCalc):44,34,76";

    /** What the program offers to whoever opens CSV: UTF-8, and numbers and dates found out. */
    private static final String AS_IT_COMES = "Text - txt - csv (StarCalc):44,34,76,1";

    private static final Path PROGRAM = Path.of("/usr/bin/soffice");

    private final Path folder;
    private int runs;

    private Office(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where there is no such program, unless none may be skipped. */
    public static Office in(Path folder) {
        boolean there = Files.isExecutable(PROGRAM);
        if (Boolean.getBoolean("turnout.noskip")) {
            assertThat(there).as("LibreOffice is absent: install libreoffice-calc").isTrue();
        }
        assumeTrue(there, "LibreOffice is absent: no " + PROGRAM);
        return new Office(folder);
    }

    /**
     * Opens and saves.
     *
     * @param from what the file is, {@code xlsx}
     * @param to {@code ods} or {@link #CSV}
     */
    public byte[] saved(byte[] file, String from, String to)
            throws IOException, InterruptedException {
        Path run = Files.createDirectories(folder.resolve("run" + runs++));
        Path source = Files.write(run.resolve("sheet." + from), file);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                PROGRAM.toString(),
                                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                                "--headless",
                                "--norestore",
                                "--convert-to",
                                to,
                                "--outdir",
                                run.resolve("out").toString()));
        if (from.equals("csv")) {
            command.add("--infilter=" + AS_IT_COMES);
        }
        command.add(source.toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(run.resolve("said").toFile())
                        .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("soffice ends").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readAllBytes(run.resolve("out").resolve("sheet." + to.replaceAll(":.*", "")));
    }
}
