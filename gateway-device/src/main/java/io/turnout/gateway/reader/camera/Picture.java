package io.turnout.gateway.reader.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A picture as a camera would have brought it, to be looked at again and again. */
public final class Picture {
    private final Frame frame;

    private Picture(Frame frame) {
        this.frame = frame;
    }

    /**
     * Reads a file.
     *
     * @throws IOException where it is no picture
     */
    public static Picture read(Path file) throws IOException {
        return new Picture(FolderFrames.read(file));
    }

    /** What a unit reads in it. */
    public List<String> texts(QrDecoder decoder) {
        return decoder.decode(frame, Set.<String>of()::contains);
    }

    /** What the library reads in it by itself. */
    public Optional<String> textByTheLibrary() {
        return WholePicture.text(frame);
    }

    public int width() {
        return frame.width();
    }

    public int height() {
        return frame.height();
    }

    /** A byte per pixel, line by line; not copied, not to be changed. */
    public byte[] luma() {
        return frame.luma();
    }
}
