package io.turnout.hub.web;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;

/**
 * A form with a file, sent by a page. The file lies in a temporary place, and is gone when this is
 * closed.
 */
public final class Upload implements AutoCloseable {
    private static final int MOST_PARTS = 100;

    private final Form form;
    private final Map<String, Sent> files;

    private Upload(Form form, Map<String, Sent> files) {
        this.form = form;
        this.files = files;
    }

    /**
     * A file as it was sent.
     *
     * @param name as the sender's machine called it, without folders; proves nothing
     */
    public record Sent(Path path, String name, long bytes) {}

    /**
     * Reads a form with files; it must carry the token of the user who sends it.
     *
     * @param limit of the whole body in bytes
     * @throws HttpProblem 413 where it is larger, 403 without the token, 400 where it is no such
     *     form
     */
    public static Upload read(ServerRequest request, long limit) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        Map<String, Sent> files = new LinkedHashMap<>();
        Upload upload = new Upload(new Form(Map.of()), files);
        try {
            read(parts(request, limit), texts, files);
            Patience.heard(request);
            return new Upload(new Form(texts).checked(request), files);
        } catch (FileUploadSizeException e) {
            upload.close();
            throw Bodies.tooLarge(limit);
        } catch (FileUploadException e) {
            upload.close();
            throw unreadable();
        } catch (IOException e) {
            upload.close();
            throw new UncheckedIOException("the body broke off", e);
        } catch (HttpProblem e) {
            upload.close();
            throw e;
        }
    }

    /** The fields beside the files. */
    public Form form() {
        return form;
    }

    /** A file; empty where none was chosen. */
    public Optional<Sent> file(String field) {
        return Optional.ofNullable(files.get(field));
    }

    @Override
    public void close() {
        for (Sent file : files.values()) {
            try {
                Files.deleteIfExists(file.path());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete an uploaded file", e);
            }
        }
    }

    private static void read(
            FileItemInputIterator parts, Map<String, List<String>> texts, Map<String, Sent> files)
            throws IOException {
        for (int count = 1; parts.hasNext(); count++) {
            FileItemInput part = parts.next();
            if (count > MOST_PARTS || part.getFieldName() == null) {
                throw unreadable();
            }
            try (InputStream content = part.getInputStream()) {
                if (part.isFormField()) {
                    texts.computeIfAbsent(part.getFieldName(), _ -> new ArrayList<>())
                            .add(text(content));
                } else {
                    keep(part, content, files);
                }
            }
        }
    }

    private static String text(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes((int) Json.SMALL + 1);
        if (bytes.length > Json.SMALL) {
            throw Bodies.tooLarge(Json.SMALL);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A field for a file that was left empty comes without a name. */
    private static void keep(FileItemInput part, InputStream content, Map<String, Sent> files)
            throws IOException {
        String name = part.getName() == null ? "" : lastPart(part.getName());
        if (name.isEmpty() || files.containsKey(part.getFieldName())) {
            content.transferTo(OutputStream.nullOutputStream());
            return;
        }
        Path path = Files.createTempFile("turnout-upload", "");
        files.put(part.getFieldName(), new Sent(path, name, 0));
        long bytes = Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
        files.put(part.getFieldName(), new Sent(path, name, bytes));
    }

    private static String lastPart(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static FileItemInputIterator parts(ServerRequest request, long limit)
            throws IOException {
        if (request.headers().contentLength().orElse(0) > limit) {
            throw Bodies.tooLarge(limit);
        }
        return new MultipartBody(request).parts(limit);
    }

    private static HttpProblem unreadable() {
        return HttpProblem.of(400, "body", "unreadable-form");
    }
}
