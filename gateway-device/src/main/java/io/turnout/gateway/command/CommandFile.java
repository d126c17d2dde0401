package io.turnout.gateway.command;

import io.turnout.gateway.disk.WholeFile;
import io.turnout.protocol.message.MalformedMessage;
import io.turnout.protocol.message.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where taken commands are kept, so that none is done twice whatever the power does. Used by one
 * thread.
 */
public final class CommandFile {
    private static final Logger LOG = LoggerFactory.getLogger(CommandFile.class);

    private final Path file;
    private final MessageCodec codec = new MessageCodec();

    public CommandFile(Path file) {
        this.file = file;
    }

    /** What was written last; none without a file, or with one that is damaged. */
    TakenCommands read() {
        try {
            return codec.read(Files.readAllBytes(file), TakenCommands.class);
        } catch (NoSuchFileException _) {
            return TakenCommands.NONE;
        } catch (IOException | MalformedMessage damaged) {
            LOG.warn("which commands were taken cannot be read: {}", file, damaged);
            return TakenCommands.NONE;
        }
    }

    /**
     * Durable when this returns.
     *
     * @throws IOException when the disk does not take it; what was there stays
     */
    void write(TakenCommands taken) throws IOException {
        WholeFile.write(file, codec.write(taken));
    }
}
