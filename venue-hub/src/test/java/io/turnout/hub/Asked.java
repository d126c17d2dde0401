package io.turnout.hub;

import io.turnout.hub.programs.ProgramList;
import io.turnout.hub.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What can be asked for at a route, and what can be read of an answer. */
final class Asked {
    private Asked() {}

    /** A route with what there is: a file of lists is each of them. */
    static List<String> paths(Route route) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("{event}", "e1");
        values.put("{room}", "r1");
        values.put("{unit}", "u1");
        values.put("{token}", "calendar-of-1");
        String path = route.path();
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace(value.getKey(), value.getValue());
        }
        String rest = path.replaceAll("\\{(?!file})[a-z]+}", "1");
        if (!rest.contains("{file}")) {
            return List.of(rest);
        }
        String of = rest.contains("/paths/") ? "-of-path-1" : "-of-program-1";
        return Arrays.stream(ProgramList.values())
                .flatMap(list -> Stream.of(".csv", ".xlsx").map(end -> list.key() + of + end))
                .map(file -> rest.replace("{file}", file))
                .toList();
    }

    /** What can be read of an answer, within archives too; a live stream would never end. */
    static String text(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            boolean live =
                    answer.headers()
                            .firstValue("content-type")
                            .filter(type -> type.startsWith("text/event-stream"))
                            .isPresent();
            return live ? "" : text(body.readAllBytes());
        }
    }

    private static String text(byte[] body) throws IOException {
        if (body.length < 2 || body[0] != 'P' || body[1] != 'K') {
            return new String(body, StandardCharsets.UTF_8);
        }
        Path copy = Files.createTempFile("asked", ".zip");
        StringBuilder text = new StringBuilder();
        try (ZipFile archive = new ZipFile(Files.write(copy, body).toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                text.append(entry.getName());
                text.append(text(archive.getInputStream(entry).readAllBytes()));
            }
        } finally {
            Files.delete(copy);
        }
        return text.toString();
    }
}
