package io.turnout.provisioning.units;

import io.turnout.protocol.message.CardJournals;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import io.turnout.protocol.message.ScanBatch;
import io.turnout.provisioning.api.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a unit's journal by the unit's own program, in a process of its own: nobody else knows how.
 *
 * @param program gateway-device.jar
 */
record CardReader(Path program) {
    private static final MessageCodec CODEC = new MessageCodec();

    /** What is done with what was read; any of it may fail. */
    interface Taker {
        /** Called first, once. */
        void journals(CardJournals journals) throws ApiException;

        /** Called in order. */
        void batch(ScanBatch batch) throws ApiException;
    }

    /**
     * Reads.
     *
     * @param folder a data directory, or where a card is mounted
     * @throws IOException where it cannot be read to its end; what was taken counts
     */
    void read(Path folder, Optional<String> unit, Taker taker) throws IOException, ApiException {
        if (!Files.isReadable(program)) {
            throw new IOException(
                    program + " is not there: install turnout-gateway, or give --gateway-jar");
        }
        Process process =
                new ProcessBuilder(command(folder, unit))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String first = lines.readLine();
            if (first != null) {
                taker.journals(read(first, CardJournals.class));
            }
            String line = lines.readLine();
            while (line != null) {
                taker.batch(read(line, ScanBatch.class));
                line = lines.readLine();
            }
        } finally {
            process.destroy();
        }
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("the journal in " + folder + " cannot be read (" + code + ")");
        }
    }

    private List<String> command(Path folder, Optional<String> unit) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", program.toString()));
        command.addAll(List.of("journal", "--data", folder.toString()));
        unit.ifPresent(name -> command.addAll(List.of("--unit", name)));
        return command;
    }

    private static <T extends Record> T read(String line, Class<T> type) throws IOException {
        try {
            return CODEC.read(line.getBytes(StandardCharsets.UTF_8), type);
        } catch (MalformedMessage e) {
            throw new IOException("gateway-device said what is not understood", e);
        }
    }
}
