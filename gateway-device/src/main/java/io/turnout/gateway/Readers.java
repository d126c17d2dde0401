package io.turnout.gateway;

import io.turnout.gateway.panel.Unit;
import io.turnout.gateway.reader.Reader;
import io.turnout.gateway.reader.camera.CameraReader;
import io.turnout.gateway.reader.camera.PostedFrames;
import io.turnout.gateway.reader.camera.QrDecoder;
import io.turnout.gateway.reader.usb.UsbReader;
import io.turnout.gateway.reader.virtual.VirtualReader;
import io.turnout.protocol.access.Mode;
import io.turnout.protocol.access.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The reader that was chosen, and what people may scan with on the page. */
record Readers(Optional<Reader> reader, Optional<Unit.Hands> hands) {
    private static final int MOST_BADGES = 50;

    static Readers of(GatewayConfig config, InstantSource steady) throws CannotStart {
        Side side = config.mode() == Mode.OUT ? Side.OUT : Side.IN;
        QrDecoder decoder = new QrDecoder();
        return switch (config.reader()) {
            case NONE -> new Readers(Optional.empty(), Optional.empty());
            case CAMERA ->
                    new Readers(
                            Optional.of(camera(config.camera(), decoder, side, steady)),
                            Optional.empty());
            case USB ->
                    new Readers(Optional.of(UsbReader.of(config.usb(), steady)), Optional.empty());
            case VIRTUAL -> {
                VirtualReader reader = new VirtualReader(side);
                PostedFrames frames = new PostedFrames(decoder, steady);
                List<Unit.TrayBadge> tray =
                        config.panel().tray().isPresent()
                                ? tray(config.panel().tray().get())
                                : List.of();
                yield new Readers(
                        Optional.of(reader), Optional.of(new Unit.Hands(reader, frames, tray)));
            }
        };
    }

    private static CameraReader camera(
            GatewayConfig.Camera camera, QrDecoder decoder, Side side, InstantSource steady) {
        return camera.command()
                .map(words ->
                        CameraReader.ofCommand(
                                new CameraReader.CameraCommand(
                                        words, camera.width(), camera.height()),
                                decoder,
                                side,
                                steady))
                .orElseGet(() ->
                        CameraReader.ofFolder(
                                camera.folder().orElseThrow(), decoder, side, steady));
    }

    private static List<Unit.TrayBadge> tray(Path file) throws CannotStart {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .limit(MOST_BADGES)
                    .map(Readers::badge)
                    .toList();
        } catch (IOException unreadable) {
            throw new CannotStart(
                    "cannot read the badges to try in " + file + " (panel.tray)", unreadable);
        }
    }

    private static Unit.TrayBadge badge(String line) {
        int space = line.indexOf(' ');
        return space < 0
                ? new Unit.TrayBadge(line, "")
                : new Unit.TrayBadge(line.substring(0, space), line.substring(space + 1).strip());
    }
}
