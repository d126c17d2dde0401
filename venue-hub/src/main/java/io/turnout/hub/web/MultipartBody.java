package io.turnout.hub.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;

/** A request's body as the library for uploads wants to see it. */
record MultipartBody(ServerRequest request) implements RequestContext {
    /** Its parts, one after the other as they arrive. */
    FileItemInputIterator parts(long limit) throws IOException {
        Parts parts = new Parts();
        parts.setSizeMax(limit);
        parts.setHeaderCharset(StandardCharsets.UTF_8);
        return parts.getItemIterator(request);
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
        return request.headers().contentLength().orElse(-1);
    }

    @Override
    public String getContentType() {
        return request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    }

    @Override
    public InputStream getInputStream() {
        return request.content().hasEntity()
                ? Patience.watched(request)
                : InputStream.nullInputStream();
    }

    @Override
    public boolean isMultipartRelated() {
        return false;
    }

    /** The part of the library that streams; what it would store by itself is not asked of it. */
    private static final class Parts
            extends AbstractFileUpload<ServerRequest, DiskFileItem, DiskFileItemFactory> {
        @Override
        public FileItemInputIterator getItemIterator(ServerRequest request) throws IOException {
            return getItemIterator(new MultipartBody(request));
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(ServerRequest request) {
            throw new UnsupportedOperationException("parts are streamed");
        }

        @Override
        public List<DiskFileItem> parseRequest(ServerRequest request) {
            throw new UnsupportedOperationException("parts are streamed");
        }
    }
}
