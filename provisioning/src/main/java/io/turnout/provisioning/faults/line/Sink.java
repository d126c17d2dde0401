package io.turnout.provisioning.faults.line;

import java.io.IOException;
import java.net.Socket;

/** The end of a line that bytes come out of. Thread-safe. */
final class Sink {
    private final Socket socket;
    private final Line line;

    Sink(Socket socket, Line line) {
        this.socket = socket;
        this.line = line;
    }

    /** Blocks as long as the line's weather wants it. */
    synchronized void send(byte[] bytes) throws IOException {
        line.hold(bytes.length, socket);
        socket.getOutputStream().write(bytes);
    }
}
