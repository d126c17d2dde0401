package io.turnout.gateway.bench;

import io.turnout.gateway.reader.camera.Picture;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The library zxing-cpp of this machine, in a small program of its own made by g++. */
final class ZxingCpp implements AutoCloseable {
    private static final String SOURCE = "zxing-cpp.cpp";

    private final Process program;
    private final OutputStream frames;
    private final DataInputStream answers;

    private ZxingCpp(Process program) {
        this.program = program;
        this.frames = new BufferedOutputStream(program.getOutputStream());
        this.answers = new DataInputStream(program.getInputStream());
    }

    /** What it read, and the processor's time that it took. */
    record Answer(String text, long nanos) {}

    /** Empty where the machine has no g++, or not the library's headers. */
    static Optional<ZxingCpp> make(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve(SOURCE);
        try (InputStream in = ZxingCpp.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new IOException("the program lacks " + SOURCE);
            }
            Files.copy(in, source);
        }
        Path made = folder.resolve("zxing-cpp");
        try {
            Process compiler =
                    new ProcessBuilder(
                                    "g++",
                                    "-std=c++17",
                                    "-O2",
                                    source.toString(),
                                    "-lZXing",
                                    "-o",
                                    made.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("g++.log").toFile())
                            .start();
            return compiler.waitFor() == 0
                    ? Optional.of(new ZxingCpp(new ProcessBuilder(made.toString()).start()))
                    : Optional.empty();
        } catch (IOException noCompiler) {
            System.err.println("G3: " + noCompiler.getMessage());
            return Optional.empty();
        }
    }

    Answer read(Picture picture) throws IOException {
        frames.write(
                ByteBuffer.allocate(2 * Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(picture.width())
                        .putInt(picture.height())
                        .array());
        frames.write(picture.luma(), 0, picture.width() * picture.height());
        frames.flush();
        ByteBuffer head =
                ByteBuffer.wrap(answers.readNBytes(Long.BYTES + Integer.BYTES))
                        .order(ByteOrder.nativeOrder());
        long nanos = head.getLong();
        byte[] text = answers.readNBytes(head.getInt());
        return new Answer(new String(text, StandardCharsets.UTF_8), nanos);
    }

    @Override
    public void close() {
        program.destroy();
    }
}
