package io.turnout.gateway.reader.virtual;

import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.ReaderContract;
import io.turnout.protocol.access.Side;

final class VirtualReaderTest extends ReaderContract {
    private final VirtualReader reader = new VirtualReader(Side.IN);

    @Override
    protected Reader reader() {
        return reader;
    }

    @Override
    protected void bring(String text) {
        reader.read(text);
    }
}
