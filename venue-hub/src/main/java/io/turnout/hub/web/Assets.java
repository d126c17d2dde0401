package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Style sheet, scripts and pictures. An address with the content's hash may be kept for ever. */
public final class Assets implements HttpService {
    private static final String FOLDER = "/io/turnout/hub/web/static/";

    /** What is not the hub's own. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("door.js", "/io/turnout/protocol/phone/door.js");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*\\.[a-z0-9]{1,8}");
    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "txt", "text/plain; charset=utf-8");

    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    private static final class Asset {
        private final byte[] content;
        private final String hash;
        private final String type;

        Asset(byte[] content, String type) {
            this.content = content;
            this.hash = hashOf(content);
            this.type = type;
        }
    }

    /**
     * The address of a file, with its hash.
     *
     * @param name of a file in the static folder, {@code turnout.css}
     * @throws IllegalArgumentException where there is no such file
     */
    public String path(String name) {
        Asset asset =
                find(name).orElseThrow(() -> new IllegalArgumentException("no asset " + name));
        return "/static/" + name + "?v=" + asset.hash;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/static/{name}", Right.OPEN.lets(this::send));
    }

    private void send(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        Asset asset = find(name).orElseThrow(() -> HttpProblem.notFound("file", name));
        String tag = '"' + asset.hash + '"';
        boolean named = request.query().first("v").asOptional().equals(Optional.of(asset.hash));
        response.header(HeaderNames.ETAG, tag)
                .header(
                        HeaderNames.CACHE_CONTROL,
                        named ? "public, max-age=31536000, immutable" : "no-cache");
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(tag)) {
            response.status(304).send();
        } else {
            response.header(HeaderNames.CONTENT_TYPE, asset.type).send(asset.content);
        }
    }

    private Optional<Asset> find(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Asset known = read.get(name);
        return known != null ? Optional.of(known) : load(name, type);
    }

    private Optional<Asset> load(String name, String type) {
        try (InputStream stream = Assets.class.getResourceAsStream(place(name))) {
            if (stream == null) {
                return Optional.empty();
            }
            Asset asset = new Asset(stream.readAllBytes(), type);
            read.put(name, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException("asset " + name, e);
        }
    }

    private static String place(String name) {
        return Optional.ofNullable(ELSEWHERE.get(name)).orElse(FOLDER + name);
    }

    private static String hashOf(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
