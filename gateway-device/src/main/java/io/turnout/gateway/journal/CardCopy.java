package io.turnout.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Copies the journal of a unit that is no more. It is read from the copy, as the unit itself would
 * have read it at its next start: nothing is written to its card, and a card that fails is read
 * once.
 */
public final class CardCopy {
    /** What a card fails to give, it fails to give in pieces like this. */
    private static final int PIECE = 4096;

    private int unreadable;

    /** Pieces of 4 kB that the card did not give. */
    public int unreadable() {
        return unreadable;
    }

    /**
     * Copies a journal.
     *
     * @param to an empty folder
     * @throws IOException where the folder cannot be listed, or the copy not be written
     */
    public void copy(Path journal, Path to) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(journal)) {
            for (Path each : entries) {
                Path target = to.resolve(each.getFileName().toString());
                if (Files.isDirectory(each)) {
                    copy(each, Files.createDirectory(target));
                } else {
                    file(each, target);
                }
            }
        }
    }

    private void file(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out =
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (long at = 0; at < size; at += PIECE) {
                write(out, piece(in, at, (int) Math.min(PIECE, size - at)));
            }
        }
    }

    /**
     * What cannot be read must not look like zeros: where nothing was written there are zeros, and
     * the journal would seem to end there.
     */
    private ByteBuffer piece(FileChannel in, long at, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        ByteBuffer piece = ByteBuffer.wrap(bytes);
        try {
            int read = 0;
            while (read >= 0 && piece.hasRemaining()) {
                read = in.read(piece, at + piece.position());
            }
        } catch (IOException _) {
            unreadable++;
        }
        return ByteBuffer.wrap(bytes);
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
