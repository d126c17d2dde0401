package io.turnout.gateway.panel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Style sheet, script and pictures of the page: these, by their names, and nothing else. */
final class PanelFiles {
    private static final String BELOW = "/static/";
    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private final Map<String, byte[]> files =
            Stream.of("favicon.svg", "panel.css", "panel.js", "states.svg")
                    .collect(Collectors.toUnmodifiableMap(name -> BELOW + name, PanelFiles::read));

    private static byte[] read(String name) {
        try (InputStream in = PanelFiles.class.getResourceAsStream("static/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("the program's file " + name, broken);
        }
    }

    void send(Exchange exchange) throws IOException {
        String path = exchange.path();
        byte[] file = files.get(path);
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (file == null || type == null) {
            exchange.send(Exchange.NOT_FOUND, "there is nothing here");
            return;
        }
        // Asked for again with each page: they are small, and an upgrade changes them.
        exchange.with("Cache-Control", "no-cache").send(Exchange.OK, type, file);
    }
}
