package io.turnout.gateway.reader.camera;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderContract;
import io.turnout.protocol.access.Side;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

final class FolderCameraTest extends ReaderContract {
    @TempDir private Path folder;
    private int pictures;

    @Override
    protected Reader reader() {
        return CameraReader.ofFolder(folder, new QrDecoder(), Side.IN, () -> Instant.EPOCH);
    }

    @Override
    protected void bring(String text) throws Exception {
        QrPictures.write(text, folder.resolve(pictures++ + ".png"));
    }
}
